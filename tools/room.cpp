// room: tools
