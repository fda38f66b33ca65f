#include "actors/page_fetch.hpp"

#include "auth/keys/cache_control.hpp"
#include "auth/keys/key_url.hpp"
#include "core/ascii.hpp"
#include "core/version.hpp"

#include <array>
#include <curl/curl.h>
#include <mutex>
#include <string_view>
#include <utility>

namespace howdah::actors {

namespace {

using easy_handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using multi_handle = std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)>;
using header_list = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

constexpr std::size_t header_bytes = 64 * 1024; ///< of all header fields together
constexpr int look_every_ms = 100;              ///< at the switch

void start_curl_once() {
  static std::once_flag started;
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

/// What arrives of one page.
class arriving {
public:
  explicit arriving(std::size_t bytes) : bytes_(bytes) {}

  bool take_body(std::string_view part) {
    too_large_ = part.size() > bytes_ - body_.size();
    if (!too_large_)
      body_ += part;
    return !too_large_;
  }

  /// One line of the head of an answer; interim answers (1xx) have heads, too.
  bool take_header(std::string_view line) {
    too_large_ = line.size() > header_bytes - heads_;
    if (too_large_)
      return false;
    heads_ += line.size();
    if (line.starts_with("HTTP/"))
      cache_control_.clear();
    constexpr std::string_view wanted = "cache-control:";
    if (lower_case(line.substr(0, wanted.size())) == wanted)
      cache_control_
        .append(line.substr(wanted.size(), line.find_last_not_of("\r\n") + 1 - wanted.size()))
        .append(",");
    return true;
  }

  bool too_large() const noexcept { return too_large_; }
  fetched_page page(long status) && {
    return {
      .status = status, .body = std::move(body_), .max_age = auth::max_age_of(cache_control_)};
  }

private:
  std::size_t bytes_;
  std::size_t heads_ = 0;
  bool too_large_ = false;
  std::string body_;
  std::string cache_control_;
};

std::size_t on_body(const char* data, std::size_t size, std::size_t count, void* into) {
  return static_cast<arriving*>(into)->take_body({data, size * count}) ? size * count : 0;
}

std::size_t on_header(const char* data, std::size_t size, std::size_t count, void* into) {
  return static_cast<arriving*>(into)->take_header({data, size * count}) ? size * count : 0;
}

class transfer {
public:
  transfer(auth::key_url url, const fetcher_settings& settings)
    : url_(std::move(url)), settings_(settings), arriving_(settings.bytes) {}

  result<fetched_page> run();

private:
  void describe(CURL* easy);
  void secure(CURL* easy) const;
  CURLcode perform(CURL* easy) const;
  tl::unexpected<problem> failed(std::string_view why) const {
    return refuse(errc::unavailable, url_.text + ": " + std::string(why));
  }

  const auth::key_url url_;
  const fetcher_settings& settings_;
  arriving arriving_;
  header_list headers_{
    curl_slist_append(nullptr, "Accept: application/json, application/jwk-set+json"),
    curl_slist_free_all};
  const std::string agent_ = "howdah/" + std::string(version());
  std::array<char, CURL_ERROR_SIZE> why_{};
};

void transfer::describe(CURL* easy) {
  curl_easy_setopt(easy, CURLOPT_URL, url_.text.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(easy, CURLOPT_USERAGENT, agent_.c_str());
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(settings_.bytes));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); // leave a name's look-up that hangs behind
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, why_.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &arriving_);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &arriving_);
}

void transfer::secure(CURL* easy) const {
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, url_.encrypted ? "https" : "http");
  // An empty text, unlike none, keeps curl from the environment's proxies.
  curl_easy_setopt(easy, CURLOPT_PROXY, url_.encrypted ? settings_.proxy.c_str() : "");
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  if (settings_.ca_file.empty())
    return;
  curl_easy_setopt(easy, CURLOPT_CAINFO, settings_.ca_file.c_str());
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr); // no other authority counts
}

/// As curl_easy_perform, but looks at the switch.
CURLcode transfer::perform(CURL* easy) const {
  const multi_handle multi(curl_multi_init(), curl_multi_cleanup);
  if (!multi || curl_multi_add_handle(multi.get(), easy) != CURLM_OK)
    return CURLE_FAILED_INIT;
  auto code = CURLE_ABORTED_BY_CALLBACK;
  for (int running = 1; running > 0 && !settings_.on->is_off();) {
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK)
      break;
    if (running > 0)
      curl_multi_poll(multi.get(), nullptr, 0, look_every_ms, nullptr);
  }
  for (int left = 0; const auto* told = curl_multi_info_read(multi.get(), &left);)
    if (told->msg == CURLMSG_DONE)
      code = told->data.result;
  curl_multi_remove_handle(multi.get(), easy);
  return code;
}

result<fetched_page> transfer::run() {
  start_curl_once();
  const easy_handle easy(curl_easy_init(), curl_easy_cleanup);
  if (!easy || !headers_)
    return failed("out of memory");
  describe(easy.get());
  secure(easy.get());
  const auto code = perform(easy.get());
  if (arriving_.too_large() || code == CURLE_FILESIZE_EXCEEDED)
    return failed("the answer is too large");
  if (code != CURLE_OK && settings_.on->is_off())
    return failed("the server ends");
  if (code != CURLE_OK)
    return failed(why_.front() != '\0' ? why_.data() : curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  return std::move(arriving_).page(status);
}

} // namespace

result<fetched_page> fetch_page(const std::string& url, const fetcher_settings& settings) {
  auto fit = auth::key_url::parse(url);
  if (!fit)
    return refuse(errc::unavailable, "\"" + url + "\" " + fit.error().message);
  return transfer(*std::move(fit), settings).run();
}

} // namespace howdah::actors
