// A document that wants to harm its readers, or their browsers: script, links that run, text that hides or turns
// around, a model within itself, 2,000 values, a megabyte of prose, and words that no line holds.

const SCRIPT = '<script>alert(document.cookie)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) '
  + '[y](data:text/html,<script>alert(2)</script>) \u202eevil\u202c \u0007\u200b';
const TITLE = '</title></script><script>alert(1)</script>\u202e';
const PROSE = 'All <b>work</b> & no \'play\' makes "Jack" a dull boy. '.repeat(20_000);
const LONG = PROSE.slice(0, 20_000);
const WORD = 'unbreakable'.repeat(40);

const text = (value) => JSON.stringify(value);

/** The document as YAML. */
export const hostileDocument = () => {
  const values = Array.from({ length: 2_000 }, (_, number) => `value-${number}-${'x'.repeat(40)}`).join(', ');
  const wide = Array.from(
    { length: 3_000 },
    (_, number) => `        p${number}: {type: string, description: 'Property ${number} & more'}`,
  );
  return `
openapi: 3.0.1
info: {title: ${text(TITLE)}, version: "1", description: ${text(LONG)}}
servers: [{url: https://kites.twilio.com}]
tags: [{name: ${text(TITLE)}, description: ${text(SCRIPT)}}]
paths:
  /v1/Kites:
    servers: [{url: https://kites.twilio.com}]
    get:
      operationId: ListKite
      summary: ${text(WORD)}
      description: ${text(SCRIPT)}
      parameters:
      - {name: Colour, in: query, description: ${text(SCRIPT)}, schema: {$ref: '#/components/schemas/colour'}}
      - {name: ${WORD}, in: query, description: ${text(WORD)}, schema: {type: string, default: ${WORD}}}
      - {name: X-Odd, in: header, description: ${text(LONG)}, schema: {type: string, pattern: ${text(WORD)}}}
      responses:
        '200':
          description: ${text(WORD)}
          headers:
            X-${WORD}: {description: ${text(SCRIPT)}, schema: {type: string}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/kite'}
    post:
      operationId: CreateKite
      summary: ${text(TITLE)}
      description: ${text(PROSE)}
      tags: [${text(TITLE)}]
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                Colour: {type: string, description: ${text(SCRIPT)}, enum: [${values}]}
                Long: {type: string, description: ${text(LONG)}, default: ${text(LONG)}, pattern: ${text(LONG)}}
                Evil: {type: string, pattern: '^(a+)+$', default: ${text(SCRIPT)}, example: ${text(SCRIPT)}}
            examples:
              evil: {value: {Colour: ${text(SCRIPT)}, Long: ${text(LONG)}}}
              </script>: {value: {Evil: ${text(WORD)}}}
      responses:
        '201':
          description: ${text(SCRIPT)}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/kite'}
              examples: {evil: {value: {sid: ${text(SCRIPT)}, tail: ${text(LONG)}}}}
components:
  schemas:
    colour: {type: string, description: ${text(LONG)}, enum: [${values}]}
    kite:
      type: object
      description: ${text(SCRIPT)}
      properties:
        sid: {type: string, description: ${text(LONG)}}
        parent: {$ref: '#/components/schemas/kite'}
        children: {type: array, items: {$ref: '#/components/schemas/kite'}}
        colour: {$ref: '#/components/schemas/colour'}
        wide: {$ref: '#/components/schemas/wide'}
        ${WORD}: {type: string}
    wide:
      type: object
      properties:
${wide.join('\n')}
`;
};
