// room: sql
