//! The protocol: tools, resources and completion, answered from the library. It knows no transport.

use rmcp::model::{
    CacheScope, CallToolRequestParams, CallToolResponse, CompleteRequestParams, CompleteResult,
    CompletionInfo, DiscoverResult, ErrorData, Implementation, ListPromptsResult,
    ListResourceTemplatesResult, ListResourcesResult, ListToolsResult, PaginatedRequestParams,
    ReadResourceRequestParams, ReadResourceResponse, Resource, ResourceContents, ResourceTemplate,
    ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};

use crate::background::Background;
use crate::library::Library;
use crate::reply::Limit;
use crate::resources;
use crate::tools::{self, Context};

/// How long an answer stays fresh: until the server is started again, of which a client learns soon enough.
const FRESH_MS: u64 = 300_000;

const INSTRUCTIONS: &str = "The reference of these HTTP APIs and of the Rust client for them. `search` for a name, \
    `read` the page of an id, `identify` what you see in logs or code, `build_call` for code to copy.";

/// Answers requests. Its clones answer from the same library, which may still be opening: who they are and which tools
/// there are, they say at once.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) library: Background<Library>,
    pub(crate) limit: Limit,
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_resources()
            .enable_completions()
            .build();
        let implementation = Implementation::new("reference-mcp", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(capabilities)
            .with_server_info(implementation.with_title("Reference"))
            .with_instructions(INSTRUCTIONS)
    }

    async fn discover(&self, _: RequestContext<RoleServer>) -> Result<DiscoverResult, ErrorData> {
        let versions = self.supported_protocol_versions().into_owned();
        let result = DiscoverResult::from_server_info(versions, self.get_info());
        Ok(result
            .with_ttl_ms(FRESH_MS)
            .with_cache_scope(CacheScope::Public))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let result = ListToolsResult::with_all_items(tools::list());
        Ok(result
            .with_ttl_ms(FRESH_MS)
            .with_cache_scope(CacheScope::Public))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let context = Context {
            library: self.library.wait(),
            limit: self.limit,
        };
        let arguments = request.arguments.unwrap_or_default();
        let result = tools::call(context, &request.name, &arguments);
        let unknown = || format!("There is no such tool; there are {}.", tools::names());
        let result = result.ok_or_else(|| ErrorData::invalid_params(unknown(), None))?;
        Ok(result.into())
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let cursor = request.and_then(|request| request.cursor);
        let (items, next_cursor) =
            resources::list(self.library.wait(), self.limit, cursor.as_deref())?;
        let items = items.into_iter().map(|item| {
            Resource::new(item.uri, item.id)
                .with_title(item.title)
                .with_mime_type(resources::MEDIA_TYPE)
        });
        let mut result = ListResourcesResult::with_all_items(items.collect());
        result.next_cursor = next_cursor;
        Ok(result
            .with_ttl_ms(FRESH_MS)
            .with_cache_scope(CacheScope::Public))
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let template = ResourceTemplate::new(resources::TEMPLATE, "page")
            .with_title("A page of the reference")
            .with_description(
                "A page as Markdown, by its id, such as proxy_v1/operations/ListInteraction.",
            )
            .with_mime_type(resources::MEDIA_TYPE);
        let result = ListResourceTemplatesResult::with_all_items(vec![template]);
        Ok(result
            .with_ttl_ms(FRESH_MS)
            .with_cache_scope(CacheScope::Public))
    }

    /// There are none, which is an answer that can be kept as well.
    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        let result = ListPromptsResult::with_all_items(Vec::new());
        Ok(result
            .with_ttl_ms(FRESH_MS)
            .with_cache_scope(CacheScope::Public))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let contents = resources::read(self.library.wait(), self.limit, &request.uri)?;
        let contents = contents.into_iter().map(|(uri, text)| {
            ResourceContents::text(text, uri).with_mime_type(resources::MEDIA_TYPE)
        });
        let result = rmcp::model::ReadResourceResult::new(contents.collect());
        let result = result
            .with_ttl_ms(FRESH_MS)
            .with_cache_scope(CacheScope::Public);
        Ok(result.into())
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        let is_template = request.r#ref.as_resource_uri() == Some(resources::TEMPLATE);
        if !is_template || request.argument.name != "id" {
            let text = format!("Only `id` of `{}` can be completed.", resources::TEMPLATE);
            return Err(ErrorData::invalid_params(text, None));
        }
        let (ids, total) = resources::complete(self.library.wait(), &request.argument.value);
        let has_more = ids.len() < total;
        let total = u32::try_from(total).ok();
        let completion = CompletionInfo::with_pagination(ids, total, has_more);
        let completion = completion.map_err(|text| ErrorData::internal_error(text, None))?;
        Ok(CompleteResult::new(completion))
    }
}
