#include "actors/page_fetch.hpp"
#include "tests/support/page_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>

namespace howdah::actors {
namespace {

using namespace std::chrono_literals;
using tests::page_identity;
using tests::page_peer;
using tests::page_server;
using steady = std::chrono::steady_clock;

std::string answer(const std::string& body, const std::string& fields = "",
                   const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n"
         + fields + "\r\n" + body;
}

page_server::script always(std::string text) {
  return [text = std::move(text)](page_peer& peer) {
    peer.request();
    peer.send(text);
  };
}

std::string why(const std::string& url, const fetcher_settings& settings = {}) {
  const auto page = fetch_page(url, settings);
  return page ? "fetched" : page.error().message;
}

TEST(page_fetch, brings_the_page_its_status_and_its_age) {
  const page_server server(
    always(answer("{}", "Cache-Control: public\r\ncache-control:max-age=7\r\n")));
  const auto page = fetch_page(server.url("/keys"), {});
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body, "{}");
  EXPECT_EQ(page->max_age, 7s);
}

TEST(page_fetch, asks_for_what_it_wants_and_tells_nothing_else) {
  std::string asked;
  {
    const page_server server([&](page_peer& peer) {
      asked = peer.request();
      peer.send(answer(""));
    });
    ASSERT_TRUE(fetch_page(server.url("/a?b=c"), {}));
  }
  EXPECT_EQ(asked.find("GET /a?b=c HTTP/1.1\r\n"), 0U) << asked;
  EXPECT_NE(asked.find("Accept: application/json, application/jwk-set+json\r\n"),
            std::string::npos);
  EXPECT_EQ(asked.find("Authorization"), std::string::npos);
  EXPECT_EQ(asked.find("Cookie"), std::string::npos);
}

TEST(page_fetch, other_statuses_are_answers_too) {
  const page_server server(always(answer("gone", "", "410 Gone")));
  const auto page = fetch_page(server.url(), {});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 410);
  EXPECT_EQ(page->max_age, std::nullopt);
}

TEST(page_fetch, a_redirect_is_not_followed) {
  const page_server elsewhere(always(answer("{}")));
  const page_server server(
    always(answer("", "Location: " + elsewhere.url() + "\r\n", "302 Found")));
  const auto page = fetch_page(server.url(), {});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 302);
  EXPECT_EQ(elsewhere.clients(), 0);
}

TEST(page_fetch, an_answer_that_says_it_is_too_large_is_not_read) {
  const page_server server(always("HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n"));
  const auto begun = steady::now();
  EXPECT_NE(why(server.url()).find("the answer is too large"), std::string::npos);
  EXPECT_LT(steady::now() - begun, 4s);
}

TEST(page_fetch, an_answer_without_an_end_is_cut) {
  const page_server server([](page_peer& peer) {
    peer.request();
    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (peer.send("400\r\n" + std::string(1024, ' ') + "\r\n")) {
    }
  });
  EXPECT_NE(why(server.url(), {.timeout = 60s, .bytes = 100'000}).find("the answer is too large"),
            std::string::npos);
}

TEST(page_fetch, a_head_without_an_end_is_cut) {
  const page_server server([](page_peer& peer) {
    peer.request();
    peer.send("HTTP/1.1 200 OK\r\n");
    while (peer.send("X-A: " + std::string(1024, 'a') + "\r\n")) {
    }
  });
  EXPECT_NE(why(server.url(), {.timeout = 60s}).find("the answer is too large"), std::string::npos);
}

TEST(page_fetch, a_page_of_exactly_the_limit_is_fine) {
  const page_server server(always(answer(std::string(1000, 'a'))));
  EXPECT_EQ(why(server.url(), {.bytes = 1000}), "fetched");
  EXPECT_NE(why(server.url(), {.bytes = 999}), "fetched");
}

TEST(page_fetch, silence_and_drip_end_with_the_time) {
  for (const bool drips : {false, true}) {
    const page_server server([drips](page_peer& peer) {
      peer.request();
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
      while (peer.send(drips ? " " : ""))
        std::this_thread::sleep_for(20ms);
    });
    const auto begun = steady::now();
    EXPECT_NE(why(server.url(), {.timeout = 300ms}), "fetched");
    EXPECT_LT(steady::now() - begun, 5s);
  }
}

TEST(page_fetch, the_switch_ends_it_within_a_moment) {
  const page_server server([](page_peer& peer) {
    peer.request();
    while (peer.send(""))
      std::this_thread::sleep_for(20ms);
  });
  const auto on = std::make_shared<fetch_switch>();
  std::thread other([&] {
    while (server.clients() == 0)
      std::this_thread::sleep_for(5ms);
    on->turn_off();
  });
  const auto begun = steady::now();
  EXPECT_NE(why(server.url(), {.timeout = 60s, .on = on}), "fetched");
  EXPECT_LT(steady::now() - begun, 10s);
  other.join();
  EXPECT_NE(why(server.url(), {.timeout = 60s, .on = on}), "fetched");
}

TEST(page_fetch, an_answer_that_breaks_off_is_none) {
  const page_server server(always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"));
  EXPECT_NE(why(server.url()), "fetched");
  const page_server silent([](page_peer& peer) { peer.request(); });
  EXPECT_NE(why(silent.url()), "fetched");
  const page_server babbling(always("hello\r\n\r\n"));
  EXPECT_NE(why(babbling.url()), "fetched");
}

TEST(page_fetch, proxies_of_the_environment_do_not_count) {
  const page_server proxy(always(answer("of the proxy")));
  for (const auto* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
    setenv(name, proxy.url().c_str(), 1);
  const page_server server(always(answer("{}")));
  EXPECT_EQ(why(server.url()), "fetched");
  why("https://keys.invalid/");
  EXPECT_EQ(proxy.clients(), 0);
  for (const auto* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
    unsetenv(name);
}

TEST(page_fetch, a_configured_proxy_is_asked_for_https) {
  std::string asked;
  {
    const page_server proxy([&](page_peer& peer) {
      asked = peer.request();
      peer.send("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    EXPECT_NE(why("https://keys.invalid/", {.proxy = proxy.url()}), "fetched");
  }
  EXPECT_EQ(asked.find("CONNECT keys.invalid:443 "), 0U) << asked;
}

TEST(page_fetch, what_is_no_safe_place_is_not_asked) {
  for (const auto* url : {"http://keys.example.org/", "file:///etc/passwd", "ftp://127.0.0.1/", ""})
    EXPECT_NE(why(url).find("is not a URL that keys may be fetched from"), std::string::npos)
      << url;
}

class page_fetch_tls : public testing::Test {
protected:
  std::string authority(const page_identity& who) {
    const auto path = folder / "ca.pem";
    std::ofstream(path) << who.certificate;
    return path;
  }
  void SetUp() override { std::filesystem::create_directories(folder); }
  void TearDown() override { std::filesystem::remove_all(folder); }

  const std::filesystem::path folder
    = std::filesystem::path(testing::TempDir()) / ("page_fetch_" + std::to_string(getpid()));
  const page_identity local = page_identity::make();
};

TEST_F(page_fetch_tls, a_certificate_of_a_known_authority_is_trusted) {
  const page_server server(local, always(answer("{}")));
  const auto page = fetch_page(server.url_at("localhost"), {.ca_file = authority(local)});
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->body, "{}");
  EXPECT_EQ(why(server.url(), {.ca_file = authority(local)}), "fetched");
}

TEST_F(page_fetch_tls, any_other_certificate_is_not) {
  const page_server server(local, always(answer("{}")));
  EXPECT_NE(why(server.url_at("localhost")), "fetched") << "unknown to the system";
  EXPECT_NE(why(server.url_at("localhost"), {.ca_file = authority(page_identity::make())}),
            "fetched");
  EXPECT_NE(why(server.url_at("localhost"), {.ca_file = folder / "missing.pem"}), "fetched");
}

TEST_F(page_fetch_tls, a_certificate_is_good_for_its_name_only) {
  const auto other = page_identity::make("other.example.org");
  const page_server server(other, always(answer("{}")));
  EXPECT_NE(why(server.url_at("localhost"), {.ca_file = authority(other)}), "fetched");
}

TEST_F(page_fetch_tls, a_server_without_tls_is_not_spoken_to) {
  const page_server server([](page_peer& peer) { peer.send(answer("{}")); });
  auto url = server.url();
  url.insert(4, "s");
  EXPECT_NE(why(url, {.ca_file = authority(local)}), "fetched");
}

} // namespace
} // namespace howdah::actors
