// SPDX-License-Identifier: Apache-2.0
#include "protocol/session_log.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "protocol/codec.hpp"
#include "protocol/limits.hpp"

namespace qm {

namespace {

std::optional<Error> wrong_with(const LogHeader& header) {
    if (header.version != 1) {
        return Error{"bad_field",
                     fmt::format("is {}; this program reads version 1 of the session log: use a "
                                 "newer Quartermark",
                                 header.version),
                     "version"};
    }
    return check_ground(header);
}

/// The gate that an input names, if it does.
struct GateOf {
    const GateId* operator()(const Edge& one) const { return &one.gate; }
    const GateId* operator()(const EdgesLost& one) const { return &one.gate; }
    const GateId* operator()(const Assign& one) const { return &one.passage.gate; }
    const GateId* operator()(const Discard& one) const { return &one.passage.gate; }
    const GateId* operator()(const Exclude& one) const { return &one.passage.gate; }
    const GateId* operator()(const Restore& one) const { return &one.passage.gate; }
    template <class Other>
    const GateId* operator()(const Other&) const {
        return nullptr;
    }
};

/// Gates an input names must stand in the header.
std::optional<Error> wrong_with(const Input& input, const std::set<GateId>& gates) {
    const auto* gate = std::visit(GateOf{}, input);
    if (gate == nullptr || gates.contains(*gate)) return std::nullopt;
    return Error{
        "unknown_gate",
        fmt::format("there is no gate \"{}\" in the first line's list of gates", gate->text()),
        "gate"};
}

Error at_line(Error error, int line) {
    error.line = line;
    return error;
}

/// The lines of a text with their numbers; a last line without its newline counts.
class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {}
    [[nodiscard]] std::optional<std::string_view> next() {
        if (rest_.empty()) return std::nullopt;
        ++number_;
        const auto end = std::min(rest_.find('\n'), rest_.size());
        auto line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line;
    }
    [[nodiscard]] int number() const { return number_; }

private:
    std::string_view rest_;
    int number_ = 0;
};

std::optional<Error> too_long(std::string_view line) {
    if (line.size() <= limits::kLogLineBytes) return std::nullopt;
    return Error{"too_long", fmt::format("the line is {} bytes long; at most {} are allowed",
                                         line.size(), limits::kLogLineBytes)};
}

Result<Input> read_checked(std::string_view line, const std::set<GateId>& gates, Instant last) {
    if (auto wrong = too_long(line)) return *wrong;
    auto input = codec::read_input(line);
    if (!input) return input;
    if (auto wrong = wrong_with(*input, gates)) return *wrong;
    if (instant_of(*input) < last) {
        return Error{"bad_order",
                     fmt::format("is {}, before the line above ({}): times never go back",
                                 to_ns(instant_of(*input)), to_ns(last)),
                     "t_ns"};
    }
    return input;
}

/// All of a stream, whose length nobody knows before its end: it may be a pipe.
Result<std::string> read_all(std::istream& in) {
    constexpr std::size_t kPiece = 1024 * 1024;
    std::string text;
    while (in && text.size() <= limits::kLogBytes) {
        const auto held = text.size();
        text.resize(held + kPiece);
        in.read(text.data() + held, kPiece);
        text.resize(held + static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) return Error{"unreadable", "is not a file that can be read to its end"};
    if (text.size() > limits::kLogBytes) {
        return Error{"too_long",
                     fmt::format("is longer than the {} bytes a log may have", limits::kLogBytes)};
    }
    return text;
}

}  // namespace

std::optional<Error> check_ground(const LogHeader& header) {
    const double lap = header.track.lap.metres();
    if (lap < limits::kMinLapMetres || lap > limits::kMaxLapMetres) {
        return Error{"bad_field",
                     fmt::format("is {}; a lap must be {} to {} metres", lap, limits::kMinLapMetres,
                                 limits::kMaxLapMetres),
                     "track.lap_m"};
    }
    if (header.gates.empty()) {
        return Error{"bad_field", "is empty: name at least the gate at the finish line", "gates"};
    }
    std::set<GateId> seen;
    for (std::size_t i = 0; i < header.gates.size(); ++i) {
        const auto& gate = header.gates[i];
        const auto field = fmt::format("gates[{}].", i);
        if (!seen.insert(gate.id).second) {
            return Error{"bad_field",
                         fmt::format("\"{}\" names two gates; each needs its own", gate.id.text()),
                         field + "id"};
        }
        if (gate.at >= header.track.lap) {
            return Error{"bad_field",
                         fmt::format("is {}; it must be less than the lap of {} metres",
                                     gate.at.metres(), lap),
                         field + "at_m"};
        }
        if (gate.role == GateRole::Block && gate.lanes.empty()) {
            return Error{"bad_field", "is empty: a starting block's switch needs its lane",
                         field + "lanes"};
        }
    }
    const auto at_finish = [](const GatePlace& gate) {
        return gate.at == Distance{} && gate.role == GateRole::Beam;
    };
    if (std::none_of(header.gates.begin(), header.gates.end(), at_finish)) {
        return Error{"bad_field", "has no gate at 0 metres: the finish line needs one", "gates"};
    }
    return std::nullopt;
}

Result<SessionLog> parse_session_log(std::string_view text) {
    Lines lines{text};
    const auto first = lines.next();
    if (!first)
        return Error{"empty", "the file is empty; a session log begins with a line of type \"log\"",
                     "", 1};
    if (auto wrong = too_long(*first)) return at_line(*wrong, 1);
    auto header = codec::read_header(*first);
    if (!header) return at_line(header.error(), 1);
    if (auto wrong = wrong_with(*header)) return at_line(*wrong, 1);

    SessionLog log{std::move(*header), {}, {}};
    std::set<GateId> gates;
    for (const auto& gate : log.header.gates) gates.insert(gate.id);
    Instant last{};
    while (const auto line = lines.next()) {
        auto input = read_checked(*line, gates, last);
        if (!input) return at_line(input.error(), lines.number());
        last = instant_of(*input);
        log.inputs.push_back(std::move(*input));
        log.lines.push_back(lines.number());
    }
    return log;
}

Result<SessionLog> read_session_log(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) {
            return Error{"unreadable", "cannot be opened: is the path right, and may you read it?"};
        }
    }
    const auto text = read_all(path == "-" ? std::cin : file);
    if (!text) return text.error();
    return parse_session_log(*text);
}

std::string write_session_log(const LogHeader& header, const std::vector<Input>& inputs) {
    std::string text = codec::write(header) + "\n";
    for (const auto& input : inputs) text += codec::write(input) + "\n";
    return text;
}

}  // namespace qm
