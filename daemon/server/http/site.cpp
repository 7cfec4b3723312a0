// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/http/site.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "daemon/server/http/board_files.hpp"
#include "protocol/codec.hpp"

namespace qm::server {

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
    if (path == "/ws") {
        auto answer = refusal(426, "not_websocket", "this is a WebSocket: connect to it as one");
        answer.more_headers = "Upgrade: websocket\r\n";
        return answer;
    }
    return refusal(404, "not_found", "there is no such page: the live board is at /");
}

Answer Site::health() const {
    const auto hello = hub_.desk.hello(false);
    return {200, "application/json",
            fmt::format("{{\"status\":\"ok\",\"program\":{},\"session\":{}}}\n",
                        codec::quoted(hello.program), codec::quoted(hello.session.text()))};
}

}  // namespace qm::server
