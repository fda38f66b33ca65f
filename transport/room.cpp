// room: transport
