// What a page on one operation has to say, worked out from the document itself.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

/** The texts that must stand beside the name of a parameter, header or property. */
const ofSchema = (name, schema, isRequired) => {
  const type = `${schema.type}${schema.format ? ` (${schema.format})` : ''}`;
  const facts = [[name, schema.type === 'array' ? 'list of' : type]];
  if (isRequired) facts.push([name, 'required']);
  for (const limit of ['minimum', 'maximum', 'minLength', 'maxLength', 'pattern']) {
    if (limit in schema) facts.push([name, `${schema[limit]}`]);
  }
  if (schema.nullable) facts.push([name, 'or null']);
  for (const value of schema.enum ?? []) facts.push([name, value]);
  return facts;
};

/** The facts of an operation of a document: pairs of a name, which may be empty, and what stands beside it. */
export const documentFacts = (file, operationId) => {
  const document = parse(readFileSync(file, 'utf8'));
  const target = ({ $ref, ...own }) =>
    ($ref ? $ref.split('/').slice(1).reduce((part, step) => part[step], document) : own);
  const [path, method, operation] = Object.entries(document.paths)
    .flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => [path, method, operation]))
    .find(([, , operation]) => operation.operationId === operationId);
  const facts = [['', method.toUpperCase()], ['', path], ['', operationId]];
  for (const { name, schema, required } of operation.parameters) facts.push(...ofSchema(name, target(schema), required));
  const properties = (schema) => {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      facts.push(...ofSchema(name, target(property)));
      properties(target(property));
      if (property.items) properties(target(property.items));
    }
  };
  for (const [status, { headers = {}, content = {} }] of Object.entries(operation.responses)) {
    facts.push(['', status]);
    for (const [name, header] of Object.entries(headers)) {
      facts.push(...ofSchema(name, target(target(header).schema)));
    }
    for (const [type, { schema, examples = {} }] of Object.entries(content)) {
      facts.push(['', type], ...Object.keys(examples).map((name) => ['', name]));
      properties(target(schema));
    }
  }
  return facts;
};

/** The facts that another portal's page on ListInteraction shows, where they are at hand. */
export const portalFacts = (root) => {
  const file = process.env.PORTAL_FACTS ?? join(root, '../shared/reference/list-interaction-facts.json');
  if (!existsSync(file)) {
    console.log(`${file} is not there: the facts of the document are checked alone (PORTAL_FACTS names another file)`);
    return [];
  }
  return JSON.parse(readFileSync(file, 'utf8')).map(({ name, key, value }) => {
    const text = `${value}`;
    const owner = name === '200' ? '' : name ?? '';
    if (key === 'required') return [owner, 'required'];
    if (key === 'type') return [owner, text.replace(/^array\[object\]$/, 'list of').replace(' | null', ' or null')];
    if (key === 'values') return [owner, ...text.split(/[, ]+/).filter((word) => word !== 'or')];
    return [owner, text];
  });
};
