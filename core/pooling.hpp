#pragma once

namespace howdah {

/// What is between the server and PostgreSQL, that lends connections.
enum class pooling {
  none,        ///< or one that lends them for a whole session
  transaction, ///< for one transaction: nothing of a session is there in the next one
};

} // namespace howdah
