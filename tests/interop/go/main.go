// Go SDK: connect, list, call, prompts and resources; tells what it saw as one JSON object on stdout.
// MODE: initialize or nothing (server/discover first). TOKEN: the bearer token. usage: client URL | COMMAND ARGUMENT...
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

type seen struct {
	Protocol  string   `json:"protocol"`
	Server    string   `json:"server"`
	Tools     []string `json:"tools"`
	Rows      any      `json:"rows"`
	IsError   bool     `json:"is_error"`
	Failed    bool     `json:"failed"`
	Prompts   []string `json:"prompts"`
	Prompt    bool     `json:"prompt"`
	Resources []string `json:"resources"`
	Templates []string `json:"templates"`
	Resource  string   `json:"resource"`
}

type withToken struct{ token string }

func (t withToken) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.Header.Set("Authorization", "Bearer "+t.token)
	return http.DefaultTransport.RoundTrip(request)
}

func httpClient() *http.Client {
	if token := os.Getenv("TOKEN"); token != "" {
		return &http.Client{Transport: withToken{token}}
	}
	return nil
}

func transport(target []string) mcp.Transport {
	switch {
	case !strings.HasPrefix(target[0], "http"):
		command := exec.Command(target[0], target[1:]...)
		command.Stderr = os.Stderr
		return &mcp.CommandTransport{Command: command}
	case strings.HasSuffix(target[0], "/sse"):
		return &mcp.SSEClientTransport{Endpoint: target[0], HTTPClient: httpClient()}
	default:
		return &mcp.StreamableClientTransport{Endpoint: target[0], HTTPClient: httpClient()}
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func query(ctx context.Context, session *mcp.ClientSession, sql string) *mcp.CallToolResult {
	return must(session.CallTool(ctx, &mcp.CallToolParams{Name: "query", Arguments: map[string]any{"sql": sql}}))
}

func explore(ctx context.Context, session *mcp.ClientSession) seen {
	began := session.InitializeResult()
	told := seen{Protocol: began.ProtocolVersion, Server: began.ServerInfo.Name}
	for tool, err := range session.Tools(ctx, nil) {
		told.Tools = append(told.Tools, must(tool, err).Name)
	}
	for prompt, err := range session.Prompts(ctx, nil) {
		told.Prompts = append(told.Prompts, must(prompt, err).Name)
	}
	for resource, err := range session.Resources(ctx, nil) {
		told.Resources = append(told.Resources, must(resource, err).URI)
	}
	for template, err := range session.ResourceTemplates(ctx, nil) {
		told.Templates = append(told.Templates, must(template, err).URITemplate)
	}
	rows := query(ctx, session, "select id, name from customer order by id limit 2")
	told.Rows = rows.StructuredContent.(map[string]any)["rows"]
	told.IsError = rows.IsError
	told.Failed = query(ctx, session, "select * from no_such_table").IsError
	prompt := must(session.GetPrompt(ctx, &mcp.GetPromptParams{Name: told.Prompts[0]}))
	told.Prompt = len(prompt.Messages) > 0
	resource := must(session.ReadResource(ctx, &mcp.ReadResourceParams{URI: "table://public/orders"}))
	told.Resource = resource.Contents[0].Text
	return told
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	options := &mcp.ClientSessionOptions{}
	if os.Getenv("MODE") == "initialize" {
		options.ProtocolVersion = "2025-11-25"
	}
	client := mcp.NewClient(&mcp.Implementation{Name: "howdah-interop-go", Version: "1"}, nil)
	session := must(client.Connect(ctx, transport(os.Args[1:]), options))
	told := explore(ctx, session)
	if err := session.Close(); err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		log.Fatal(err)
	}
}
