// room: actors
