//! Rust SDK (rmcp): connect, list, call, prompts and resources; tells what it saw as one JSON object on stdout.
//! MODE: discover, auto or nothing (initialize). TOKEN: the bearer token. usage: howdah-interop URL | COMMAND ARGUMENT...
use anyhow::{Context, Result};
use rmcp::RoleClient;
use rmcp::model::{
    CallToolRequestParams, CallToolResult, GetPromptRequestParams, ProtocolVersion,
    ReadResourceRequestParams,
};
use rmcp::service::{ClientLifecycleMode, ClientServiceExt, RunningService};
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use serde_json::{Value, json};
use std::env::{args, var};
use std::time::Duration;

type Session = RunningService<RoleClient, ()>;

fn lifecycle() -> ClientLifecycleMode {
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    match var("MODE").as_deref() {
        Ok("discover") => ClientLifecycleMode::Discover { preferred_versions },
        Ok("auto") => ClientLifecycleMode::Auto {
            preferred_versions,
            legacy_version: None,
        },
        _ => ClientLifecycleMode::Initialize,
    }
}

async fn connected(target: &[String]) -> Result<Session> {
    if target[0].starts_with("http") {
        let mut config = StreamableHttpClientTransportConfig::with_uri(target[0].clone());
        if let Ok(token) = var("TOKEN") {
            config = config.auth_header(token);
        }
        let transport = StreamableHttpClientTransport::from_config(config);
        return Ok(().serve_with_lifecycle(transport, lifecycle()).await?);
    }
    let mut command = tokio::process::Command::new(&target[0]);
    command.args(&target[1..]);
    Ok(
        ().serve_with_lifecycle(TokioChildProcess::new(command)?, lifecycle())
            .await?,
    )
}

async fn query(session: &Session, sql: &str) -> Result<CallToolResult> {
    let Value::Object(arguments) = json!({ "sql": sql }) else {
        unreachable!()
    };
    Ok(session
        .call_tool(CallToolRequestParams::new("query").with_arguments(arguments))
        .await?)
}

async fn explore(session: &Session) -> Result<Value> {
    let peer = session
        .peer_info()
        .context("the server did not say who it is")?;
    let tools = session.list_all_tools().await?;
    let rows = query(session, "select id, name from customer order by id limit 2").await?;
    let failed = query(session, "select * from no_such_table").await?;
    let prompts = session.list_all_prompts().await?;
    let prompt = session
        .get_prompt(GetPromptRequestParams::new(prompts[0].name.clone()))
        .await?;
    let resources = session.list_all_resources().await?;
    let templates = session.list_all_resource_templates().await?;
    let resource = session
        .read_resource(ReadResourceRequestParams::new("table://public/orders"))
        .await?;
    Ok(json!({
        "protocol": peer.protocol_version,
        "server": peer.server_info.as_ref().map(|server| &server.name),
        "tools": tools.iter().map(|tool| &tool.name).collect::<Vec<_>>(),
        "rows": rows.structured_content.context("no structured content")?["rows"],
        "is_error": rows.is_error.unwrap_or(false),
        "failed": failed.is_error,
        "prompts": prompts.iter().map(|prompt| &prompt.name).collect::<Vec<_>>(),
        "prompt": !prompt.messages.is_empty(),
        "resources": resources.iter().map(|resource| &resource.uri).collect::<Vec<_>>(),
        "templates": templates.iter().map(|template| &template.uri_template).collect::<Vec<_>>(),
        "resource": serde_json::to_value(&resource.contents[0])?["text"],
    }))
}

async fn run(target: Vec<String>) -> Result<()> {
    let session = connected(&target).await?;
    let seen = explore(&session).await?;
    session.cancel().await?;
    println!("{seen}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let target: Vec<String> = args().skip(1).collect();
    tokio::time::timeout(Duration::from_secs(30), run(target))
        .await
        .context("no end within 30 s")?
}
