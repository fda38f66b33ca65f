#include "postgres/private_cluster.hpp"

#include "postgres/cluster/account.hpp"
#include "postgres/cluster/bootstrap_session.hpp"
#include "postgres/cluster/cluster_template.hpp"
#include "postgres/cluster/scratch_directory.hpp"
#include "postgres/cluster/server_programs.hpp"
#include "postgres/cluster/supervisor.hpp"

#include <chrono>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace howdah::postgres {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds patience{60'000}; ///< for one step of a start, on the slowest machine
constexpr milliseconds ending{10'000};
enum program : std::uint8_t { initdb, server };

/// Small, quiet, and careless about crashes: its files live as long as the process.
constexpr const char* settings = R"(listen_addresses = ''
unix_socket_permissions = 0700
port = 5432
max_connections = 50
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
jit = off
autovacuum = off
min_wal_size = 8MB
max_wal_size = 128MB
log_min_messages = fatal
log_checkpoints = off
log_timezone = 'UTC'
timezone = 'UTC'
)";

std::vector<std::vector<std::string>> program_lines(const server_programs& found,
                                                    const fs::path& directory) {
  const auto data = (directory / "data").string();
  return {
    {found.initdb.string(), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
     "--locale=C.UTF-8", "--no-sync", "--wal-segsize=1"},
    {found.postgres.string(), "-D", data, "-k", directory.string()},
  };
}

problem start_failed(const std::string& what, const supervisor& watched) {
  return {.code = errc::unavailable,
          .message = "the private PostgreSQL did not start: " + what,
          .detail = watched.log_tail()};
}

} // namespace

struct private_cluster::impl {
  supervisor watched;
  fs::path directory = watched.directory();
  std::string database = {};
  account runs_as = {};
  int postmaster = 0;

  fs::path data() const { return directory / "data"; }
  result<void> configure(const std::string& further) const;
  result<void> serve();
  result<void> restore(const options& wanted);
  result<void> create(const options& wanted, const cluster_template& kept);
};

result<void> private_cluster::impl::configure(const std::string& further) const {
  const auto file = data() / "postgresql.conf";
  std::ofstream out(file, std::ios::trunc);
  out << settings << further << '\n' << std::flush;
  if (!out || !hand_over(file, runs_as))
    return refuse(errc::unavailable, "cannot write the configuration of the private PostgreSQL");
  return {};
}

/// Starts the server and waits until it accepts connections.
result<void> private_cluster::impl::serve() {
  postmaster = watched.serve(program::server);
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!accepts_connections(directory)) {
    if (!watched.alive())
      return refuse(start_failed("the server ended at once", watched));
    if (std::chrono::steady_clock::now() > deadline)
      return refuse(start_failed("the server does not accept connections", watched));
  }
  return {};
}

/// From a template, which is in `data` already.
result<void> private_cluster::impl::restore(const options& wanted) {
  if (auto configured = configure(wanted.configuration); !configured)
    return configured;
  return serve();
}

/// From nothing. The template is kept between a clean shutdown and the second start.
result<void> private_cluster::impl::create(const options& wanted, const cluster_template& kept) {
  if (!watched.run(program::initdb, patience))
    return refuse(start_failed("initdb failed", watched));
  if (auto served = restore(wanted); !served)
    return served;
  if (auto loaded = load(directory, wanted.database, wanted.sql);
      !loaded || wanted.cached_template.empty())
    return loaded;
  if (!watched.stop_server(patience))
    return refuse(start_failed("the server did not shut down in good order", watched));
  kept.keep(data());
  return serve();
}

result<std::unique_ptr<private_cluster>> private_cluster::start(const options& wanted) {
  HOWDAH_TRY(const auto programs, find_server_programs());
  HOWDAH_TRY(const auto runs_as, server_account());
  HOWDAH_TRY(auto scratch, make_scratch_directory(runs_as));
  const auto lines = program_lines(programs, scratch.path);
  HOWDAH_TRY(auto watched, supervisor::launch(std::move(scratch), runs_as, lines));
  std::unique_ptr<private_cluster> made(new private_cluster(std::make_unique<impl>(
    impl{.watched = std::move(watched), .database = wanted.database, .runs_as = runs_as})));
  const cluster_template kept(
    wanted.cached_template,
    fingerprint({programs.identity, settings, wanted.configuration, wanted.database, wanted.sql}));
  auto& cluster = *made->impl_;
  const auto begun = kept.copy_to(cluster.data(), runs_as) ? cluster.restore(wanted)
                                                           : cluster.create(wanted, kept);
  if (!begun)
    return refuse(begun.error());
  return made;
}

private_cluster::private_cluster(std::unique_ptr<impl> started) : impl_(std::move(started)) {
}

private_cluster::~private_cluster() {
  impl_->watched.end(ending);
  std::error_code ignored;
  fs::remove_all(impl_->directory, ignored); // only when the supervisor was killed
}

std::string private_cluster::dsn(const std::string& user) const {
  return socket_dsn(impl_->directory, impl_->database, user.empty() ? "postgres" : user);
}

const fs::path& private_cluster::directory() const noexcept {
  return impl_->directory;
}

int private_cluster::postmaster_pid() const noexcept {
  return impl_->postmaster;
}

bool private_cluster::alive() const noexcept {
  return impl_->watched.alive();
}

int private_cluster::end_descriptor() const noexcept {
  return impl_->watched.end_descriptor();
}

} // namespace howdah::postgres
