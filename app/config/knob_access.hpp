#pragma once

#include "app/config/knob.hpp"

#include <chrono>
#include <cstdint>
#include <type_traits>
#include <utility>

// Makers of knob values from pointers to members: `number<&configuration::bounds,
// &limits::pool_max>(1, 1000)`.
namespace howdah::app {

/// The member of a member ...: at<&c::bounds, &l::pool_max>(configuration).
template <auto First, auto... Rest>
auto& at(auto& object) {
  if constexpr (sizeof...(Rest) == 0)
    return object.*First;
  else
    return at<Rest...>(object.*First);
}

template <auto Member>
constexpr text_value text() {
  return {.at = [](configuration& all) -> std::string& {
    return all.*Member;
  }};
}

template <auto Member>
constexpr switch_value on_or_off() {
  return {.at = [](configuration& all) -> bool& {
    return all.*Member;
  }};
}

/// A count, or a duration in milliseconds.
template <auto... Path>
constexpr number_value number(std::uint64_t least, std::uint64_t most) {
  using field = std::remove_cvref_t<decltype(at<Path...>(std::declval<configuration&>()))>;
  if constexpr (std::is_same_v<field, std::chrono::milliseconds>)
    return {.least = least,
            .most = most,
            .read =
              [](const configuration& all) {
                return static_cast<std::uint64_t>(at<Path...>(all).count());
              },
            .write =
              [](configuration& all, std::uint64_t value) {
                at<Path...>(all) = std::chrono::milliseconds(static_cast<std::int64_t>(value));
              }};
  else
    return {.least = least,
            .most = most,
            .read = [](const configuration& all) -> std::uint64_t { return at<Path...>(all); },
            .write =
              [](configuration& all, std::uint64_t value) {
                at<Path...>(all) = static_cast<field>(value);
              }};
}

/// Names in the order of the enumerators.
template <auto Member>
constexpr choice_value choice(std::span<const std::string_view> names) {
  using field = std::remove_cvref_t<decltype(std::declval<configuration&>().*Member)>;
  return {.names = names,
          .read = [](const configuration& all) { return static_cast<std::size_t>(all.*Member); },
          .write =
            [](configuration& all, std::size_t index) {
              all.*Member = static_cast<field>(index);
            }};
}

} // namespace howdah::app
