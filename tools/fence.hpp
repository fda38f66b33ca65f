#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::tools {

/// Whether answers for models mark what comes out of the database.
enum class data_fence : bool { off, on };

/// Marks around data in a text for a model, so that instructions in the data are seen to be data:
/// `<untrusted-data-TAG>`, …, `</untrusted-data-TAG>`. The tag is made after the data, so that
/// nobody who writes into the database can write the closing mark. One fence is for one answer.
class fence {
public:
  /// With 96 bits of the system's random generator.
  static fence random();
  explicit fence(std::string_view tag) : name_("untrusted-data-" + std::string(tag)) {}

  /// A sentence that says what the marks mean, and the first of them.
  std::string opening() const;
  std::string closing() const;
  /// `data`, made neutral, between the marks.
  std::string around(std::string_view data) const;

  /// What the marks add to a text at most, escaped for JSON.
  static constexpr std::size_t most_bytes = 256;

private:
  std::string name_;
};

/// A fence for one answer, if there is to be one.
std::optional<fence> marks_for(data_fence wanted);

/// `data` without what looks like a mark and without what readers cannot see (controls,
/// bidirectional and zero-width characters, tags): both are written as JSON escapes, `\u202E`, so
/// that JSON text still means the same. Of the usual blanks none is changed.
std::string neutral(std::string_view data);

} // namespace howdah::tools
