#include "app/reloader.hpp"

#include "app/config/text_file.hpp"
#include "core/log.hpp"

#include <string_view>
#include <utility>

namespace howdah::app {

namespace {

using texts = result<std::vector<std::string>>;

texts read_all(const reloadable& files) {
  std::vector<std::string> read;
  for (const auto& path : files.paths) {
    HOWDAH_TRY(auto text, read_text_file("the file", path));
    read.push_back(std::move(text));
  }
  return read;
}

bool same(const texts& one, const texts& other) {
  if (one.has_value() != other.has_value())
    return false;
  return one ? *one == *other : one.error().message == other.error().message;
}

} // namespace

result<void> reloader::add(reloadable files) {
  HOWDAH_TRY(auto present, read_all(files));
  if (const auto taken = files.take(present); !taken)
    return refuse(taken.error());
  watched_.push_back({std::move(files), std::move(present)});
  return {};
}

void reloader::look() {
  for (auto& one : watched_) {
    auto now = read_all(one.files);
    if (same(now, one.seen))
      continue;
    one.seen = std::move(now);
    take(one);
  }
}

void reloader::take_all() {
  for (auto& one : watched_) {
    one.seen = read_all(one.files);
    take(one);
  }
  if (watched_.empty())
    log::write(log::level::info, "reload", {{"result", "nothing to reload"}});
}

void reloader::take(watched& one) {
  const auto taken
    = one.seen ? one.files.take(*one.seen) : result<std::string>(refuse(one.seen.error()));
  if (taken)
    log::write(log::level::info, "reload",
               {{"what", std::string_view(one.files.what)},
                {"result", "taken"},
                {"now", std::string_view(*taken)}});
  else
    log::write(log::level::warning, "reload",
               {{"what", std::string_view(one.files.what)},
                {"result", "refused, the last good one stays"},
                {"reason", std::string_view(taken.error().message)}});
}

} // namespace howdah::app
