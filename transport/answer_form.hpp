#pragma once

#include "transport/framing/http_reply.hpp"
#include "transport/framing/http_request.hpp"
#include "transport/host_list.hpp"

namespace howdah::transport {

/// How the answer to a request is written, by what its head says.
reply_form answer_form(const http_request& request, const host_list& hosts);

} // namespace howdah::transport
