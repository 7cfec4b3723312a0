// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/distance.hpp"
#include "protocol/time.hpp"

/// CSV as FORMATS.md tells it: RFC 4180, and harmless to the spreadsheet that opens it.
namespace qm::exchange {

/// Stands once before everything else. Excel takes a file without it for the machine's old code page and
/// spoils every name that is not plain English.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A text that no spreadsheet takes for a formula: an apostrophe stands before a beginning that one would.
/// Also after a ; a tab or a line's end within the text, where a spreadsheet that parts cells there would
/// see a cell begin.
[[nodiscard]] std::string defused(std::string_view text);

/// One row, built cell by cell. Numbers have a point and no unit; what is not known is an empty cell.
class CsvRow {
public:
    void empty();
    void text(std::string_view text);
    void whole(std::int64_t number);
    void whole(std::optional<std::int64_t> number);
    /// Seconds with all six decimals: -0.170000.
    void seconds(std::optional<Elapsed> time);
    /// Seconds to the nearest tenth, for what is no better known: 21.5.
    void tenths(std::optional<Elapsed> time);
    void metres(Distance distance);
    /// Between 0 and 1.
    void certainty(double certainty);
    void yes_or_no(bool yes);
    /// "2026-11-22T12:43:15Z".
    void moment(WallTime at);

    /// The row with its line end, CR LF. The next cell begins the next row.
    [[nodiscard]] std::string end();

private:
    void cell(std::string_view plain);
    std::string line_;
    bool is_first_ = true;
};

}  // namespace qm::exchange
