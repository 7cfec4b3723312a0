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

/// Two bytes and, for all but short messages, their length in as many bytes as it needs.
std::string text_frame_header(std::size_t length) {
    constexpr char kWholeText = '\x81';
    if (length < 126) return {kWholeText, static_cast<char>(length)};
    const bool is_long = length > 0xffff;
    std::string header{kWholeText, static_cast<char>(is_long ? 127 : 126)};
    for (int shift = is_long ? 56 : 8; shift >= 0; shift -= 8) {
        header += static_cast<char>((length >> shift) & 0xff);
    }
    return header;
}

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

Encoded::Encoded(std::string_view message) : Encoded(text_frame_header(message.size()), message) {}

Encoded::Encoded(std::string_view header, std::string_view message) : frame_header_(header.size()) {
    bytes_.reserve(header.size() + message.size() + 1);
    bytes_.append(header).append(message) += '\n';
}

Line make_line(std::string_view message) { return std::make_shared<const Encoded>(message); }

Line make_line(const wire::FromDaemon& message) { return make_line(codec::write(message)); }

Line make_error(std::string code, std::string_view sentence, CommandId id) {
    return make_line(
        wire::ErrorMessage{std::move(id), std::move(code), fit(ended(std::string(sentence)))});
}

std::string sentence_of(const Error& error) { return describe("", error); }

}  // namespace qm::server
