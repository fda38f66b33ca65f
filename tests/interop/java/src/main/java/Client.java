// Java SDK: connect, list, call, prompts and resources; tells what it saw as one JSON object on stdout.
// TOKEN: the bearer token. usage: Client URL | COMMAND ARGUMENT...
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class Client {
  static HttpRequest.Builder request() {
    var builder = HttpRequest.newBuilder();
    var token = System.getenv("TOKEN");
    return token == null ? builder : builder.header("Authorization", "Bearer " + token);
  }

  static McpClientTransport transport(List<String> target) {
    if (!target.get(0).startsWith("http")) {
      var server = ServerParameters.builder(target.get(0)).args(target.subList(1, target.size())).env(System.getenv()).build();
      return new StdioClientTransport(server, McpJsonDefaults.getMapper());
    }
    var url = URI.create(target.get(0));
    var origin = url.getScheme() + "://" + url.getAuthority();
    if (url.getPath().endsWith("/sse"))
      return HttpClientSseClientTransport.builder(origin).sseEndpoint(url.getPath()).requestBuilder(request()).build();
    return HttpClientStreamableHttpTransport.builder(origin).endpoint(url.getPath()).requestBuilder(request()).build();
  }

  static McpSchema.CallToolResult query(McpSyncClient client, String sql) {
    return client.callTool(McpSchema.CallToolRequest.builder("query").arguments(Map.of("sql", sql)).build());
  }

  static Map<String, Object> explore(McpSyncClient client) {
    var began = client.initialize();
    var seen = new TreeMap<String, Object>();
    seen.put("protocol", began.protocolVersion());
    seen.put("server", began.serverInfo().name());
    seen.put("tools", client.listTools().tools().stream().map(McpSchema.Tool::name).toList());
    var rows = query(client, "select id, name from customer order by id limit 2");
    seen.put("rows", rows.structuredContent() instanceof Map<?, ?> structured ? structured.get("rows") : null);
    seen.put("text", ((McpSchema.TextContent) rows.content().get(0)).text());
    seen.put("is_error", Boolean.TRUE.equals(rows.isError()));
    seen.put("failed", query(client, "select * from no_such_table").isError());
    var prompts = client.listPrompts().prompts().stream().map(McpSchema.Prompt::name).toList();
    seen.put("prompts", prompts);
    var prompt = client.getPrompt(McpSchema.GetPromptRequest.builder(prompts.get(0)).build());
    seen.put("prompt", !prompt.messages().isEmpty());
    seen.put("resources", client.listResources().resources().stream().map(McpSchema.Resource::uri).toList());
    var templates = client.listResourceTemplates().resourceTemplates();
    seen.put("templates", templates.stream().map(McpSchema.ResourceTemplate::uriTemplate).toList());
    var resource = client.readResource(new McpSchema.ReadResourceRequest("table://public/orders"));
    seen.put("resource", ((McpSchema.TextResourceContents) resource.contents().get(0)).text());
    return seen;
  }

  public static void main(String[] target) throws Exception {
    var client = McpClient.sync(transport(List.of(target))).requestTimeout(Duration.ofSeconds(30)).build();
    var seen = explore(client);
    if (!client.closeGracefully())
      throw new IllegalStateException("the client could not close");
    System.out.println(McpJsonDefaults.getMapper().writeValueAsString(seen));
    System.exit(0);
  }
}
