// room: app
