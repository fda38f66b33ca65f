#pragma once

#include "auth/principal.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace howdah::transport {

/// The open HTTP+SSE streams of a listener: which connection a name leads to. A connection has one
/// at most, so that the limit of connections bounds the book.
class stream_book {
public:
  /// `connection` is any number that tells connections apart.
  void add(std::string name, std::uint64_t connection, auth::principal_ptr opener);
  /// Nothing for a name that is not there, and nothing for anybody but who opened the stream.
  std::optional<std::uint64_t> find(const std::string& name, const auth::principal& who) const;
  /// The connection is gone, and its stream, if it had one.
  void remove(std::uint64_t connection);
  std::size_t size() const noexcept { return by_name_.size(); }

private:
  struct entry {
    std::uint64_t connection;
    auth::principal_ptr opener;
  };

  std::unordered_map<std::string, entry> by_name_;
  std::unordered_map<std::uint64_t, std::string> names_; ///< by connection
};

} // namespace howdah::transport
