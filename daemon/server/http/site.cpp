// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/site.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "daemon/server/http/board_files.hpp"
#include "daemon/server/http/metrics.hpp"
#include "protocol/codec.hpp"

namespace qm::server {

namespace {

constexpr std::string_view kRuns = "/api/v1/runs";

int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// "r%201" is "r 1". What is no such escape stays as it is.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool may_be_one = text[i] == '%' && i + 2 < text.size();
        const int high = may_be_one ? digit_of(text[i + 1]) : -1;
        const int low = may_be_one ? digit_of(text[i + 2]) : -1;
        const bool is_one = high >= 0 && low >= 0;
        plain += is_one ? static_cast<char>(high * 16 + low) : text[i];
        if (is_one) i += 2;
    }
    return plain;
}

}  // namespace

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

Answer Site::answer(std::string_view method, std::string_view target) {
    if (method == "GET" || method == "HEAD") return read(path_of(target));
    auto answer = refusal(405, "forbidden", "this door is for reading: GET and HEAD are answered");
    answer.more_headers = "Allow: GET, HEAD\r\n";
    return answer;
}

Answer Site::read(std::string_view path) {
    const auto& files = board_files();
    const auto file = std::find_if(files.begin(), files.end(),
                                   [path](const BoardFile& one) { return one.path == path; });
    if (file != files.end()) return {200, file->type, std::string(file->body)};
    if (path == "/healthz") return health();
    if (path == "/metrics") {
        return {200, "text/plain; version=0.0.4; charset=utf-8",
                metrics_text(counters_(), hub_.recorded().seq)};
    }
    if (path == "/api/v1/session") return session();
    if (path == kRuns) return runs();
    if (path.starts_with("/api/v1/runs/")) return run(path.substr(kRuns.size() + 1));
    if (path == "/ws") {
        auto answer = refusal(426, "not_websocket", "this is a WebSocket: connect to it as one");
        answer.more_headers = "Upgrade: websocket\r\n";
        return answer;
    }
    return refusal(404, "not_found", "there is no such page: the live board is at /");
}

Answer Site::health() const {
    const auto hello = hub_.desk.hello();
    return {200, "application/json",
            fmt::format("{{\"status\":\"ok\",\"program\":{},\"session\":{}}}\n",
                        codec::quoted(hello.program), codec::quoted(hello.session.text()))};
}

Answer Site::session() {
    return {
        200, "application/json",
        fmt::format("{{\"hello\":{},\"snapshot\":{}}}\n",
                    codec::write(hub_.hello(wire::Role::Viewer)), hub_.snapshot().line->message())};
}

void Site::bring_up_to_date() {
    const auto line = hub_.snapshot().line;
    if (line == made_of_) return;
    made_of_ = line;
    state_ = hub_.desk.snapshot().state;
    results_ = codec::write_results(state_) + '\n';
}

Answer Site::runs() {
    bring_up_to_date();
    return {200, "application/json", results_};
}

Answer Site::run(std::string_view id) {
    bring_up_to_date();
    const RunId wanted{unescaped(id)};
    const auto found = std::find_if(state_.runs.begin(), state_.runs.end(),
                                    [&](const RunState& one) { return one.run == wanted; });
    if (found == state_.runs.end()) {
        return refusal(404, "unknown_run", "there is no such run: /api/v1/runs has all of them");
    }
    SessionState only;
    only.runs = {*found};
    return {200, "application/json", codec::write_results(only) + '\n'};
}

}  // namespace qm::server
