// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/lines.hpp"

#include <algorithm>
#include <utility>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"
#include "protocol/plain_text.hpp"

namespace qm::server {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool continues_a_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

}  // namespace

std::string fit(std::string_view sentence) {
    auto length = std::min(sentence.size(), limits::kSentenceBytes);
    while (length < sentence.size() && length > 0 && continues_a_character(sentence[length])) {
        --length;
    }
    std::string text{sentence.substr(0, length)};
    std::replace_if(text.begin(), text.end(), is_control, '?');
    return text;
}

Line make_line(std::string text) {
    text += '\n';
    return std::make_shared<const std::string>(std::move(text));
}

Line make_line(const wire::FromDaemon& message) { return make_line(codec::write(message)); }

Line make_error(std::string code, std::string_view sentence, CommandId id) {
    return make_line(
        wire::ErrorMessage{std::move(id), std::move(code), fit(ended(std::string(sentence)))});
}

std::string sentence_of(const Error& error) { return describe("", error); }

}  // namespace qm::server
