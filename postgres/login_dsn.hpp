#pragma once

#include "core/result.hpp"
#include "core/seat.hpp"
#include "core/secret.hpp"

namespace howdah::postgres {

/// The same database, as the login of a seat: with its password from its file, and its certificate.
/// `dsn` itself for the server's own login. Reads the file each time, so that a new password needs
/// no restart; the problem names no path.
result<secret> dsn_of_login(const secret& dsn, const seat& as);

} // namespace howdah::postgres
