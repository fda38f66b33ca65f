// room: mcp
