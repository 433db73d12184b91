using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hotline.Contracts.Cases;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>How exactly a text says when something was.</summary>
public enum MomentPrecision
{
    Day,
    /// <summary>上午, 晚上: the hour stands for it.</summary>
    PartOfDay,
    Minute,
}

/// <summary>
/// 文本拆分: what a pasted message says in which field of the intake form. By rules that a person can follow, each piece with
/// the text it came from; what is doubtful is left out, because an empty field is seen and a wrong one is not. Pure.
/// </summary>
public static partial class PasteSplitter
{
    public const int MostCharacters = 8000;
    public const int TitleLength = 30;

    /// <summary>Where a text says how it came, it does so at once; later the word is part of the matter.</summary>
    private const int HeadLength = 20;

    private const string Digits = "零一二三四五六七八九";

    // The hundred most frequent surnames of the census of 2020 (公安部 2021), some more, and the double ones.
    private const string Surnames =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵覃武钱戴严莫孔向常汤康易乔葛文施洪季赖樊兰殷安倪柳佟梅祝童";

    private static readonly string[] DoubleSurnames = ["欧阳", "司马", "诸葛", "上官", "皇甫", "尉迟", "公孙", "夏侯", "令狐", "司徒", "慕容", "东方"];

    // What follows a name and is none of its characters.
    private const string NoGivenName = "的住在家是我和说来有于反电手今昨号先女你他她您，。要想被因为就也与及县市区镇村街路小工业居";

    private static readonly string[] Titles = ["先生", "女士", "小姐", "师傅", "老师", "同志", "经理", "阿姨", "大爷", "大姐"];

    private static readonly FrozenDictionary<string, (int Hour, bool Afternoon)> Parts = new Dictionary<string, (int, bool)>
    {
        ["凌晨"] = (2, false), ["清晨"] = (6, false), ["早上"] = (8, false), ["早晨"] = (8, false), ["早"] = (8, false), ["上午"] = (10, false),
        ["中午"] = (12, true), ["下午"] = (15, true), ["傍晚"] = (18, true), ["晚上"] = (20, true), ["晚"] = (20, true), ["夜里"] = (22, true), ["夜"] = (22, true),
        ["深夜"] = (23, true), ["半夜"] = (0, false),
    }.ToFrozenDictionary();

    /// <summary>A value, and the characters of the text that say it.</summary>
    /// <param name="Start">From 0, in the text as it was pasted.</param>
    public sealed record Piece<T>(T Value, string Text, int Start);

    /// <param name="At">With the zone's offset.</param>
    public readonly record struct Moment(DateTimeOffset At, MomentPrecision Precision);

    /// <param name="Phones">As they would be dialled, in the order of the text.</param>
    /// <param name="Happened">When the matter was.</param>
    /// <param name="Area">Code of the zone's area that the text names.</param>
    /// <param name="Sum">The largest sum of money, in yuan.</param>
    /// <param name="Title">Proposed: the first clause that says something, of 30 characters at most.</param>
    /// <param name="Content">The text without the name, the numbers and a line that only says the place, which have fields of their own.</param>
    /// <param name="Channel">How it came, where the text shows it.</param>
    /// <param name="Matters">What is numbered, 1、2、3、, each with what stands before them all; empty when nothing is.</param>
    public sealed record Pieces(
        IReadOnlyList<Piece<string>> Phones,
        Piece<string>? Name,
        Piece<Moment>? Happened,
        Piece<string>? Place,
        Piece<string>? Area,
        Piece<decimal>? Sum,
        string? Title,
        string Content,
        Channel? Channel,
        IReadOnlyList<string> Matters);

    /// <param name="text">As it was pasted.</param>
    /// <param name="now">The zone's local time, to which 今天 and 昨晚 belong.</param>
    /// <param name="areas">The zone's.</param>
    public static Pieces Split(string text, DateTimeOffset now, IEnumerable<ZoneArea> areas)
    {
        var plain = Narrow(text);
        var known = areas.ToList();
        var phones = PhonesIn(plain, text);
        var rest = Blanked(plain, phones.Select(phone => (phone.Start, phone.Text.Length)));
        var happened = MomentIn(rest, text, now);
        var name = NameIn(rest, text);
        rest = Blanked(rest, Spans(happened).Concat(Spans(name)));
        var place = PlaceIn(rest, text, known);
        var content = ContentOf(text, plain, phones, name, place);
        var matters = NumberedIn(content);
        return new Pieces(
            phones,
            name,
            happened,
            place,
            AreaIn(place, rest, text, known),
            SumIn(rest, text),
            TitleOf(content),
            content,
            ChannelOf(plain),
            matters);
    }

    private static IEnumerable<(int Start, int Length)> Spans<T>(Piece<T>? piece) => piece is null ? [] : [(piece.Start, piece.Text.Length)];

    // Character by character, so that a place in it is a place in the text.
    private static string Narrow(string text) => string.Concat(text.Select(character => character switch
    {
        >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' or '（' or '）' or '＋' or '．' => (char)(character - 0xFEE0),
        '：' => ':',
        '\u3000' or '\u00A0' => ' ',
        '－' or '–' or '—' or '‐' => '-',
        _ => character,
    }));

    private static string Blanked(string text, IEnumerable<(int Start, int Length)> spans)
    {
        var rest = new StringBuilder(text);
        foreach (var (start, length) in spans)
        {
            for (var index = start; index < start + length; index++)
            {
                // Not a blank: blanks may stand within a piece, and nothing goes on across this one.
                rest[index] = '\n';
            }
        }

        return rest.ToString();
    }

    private static List<Piece<string>> PhonesIn(string plain, string text)
    {
        var found = new List<Piece<string>>();
        foreach (Match match in PhonePattern().Matches(plain))
        {
            var number = match.Groups["number"];
            var dialled = number.Value.Replace("(", "", StringComparison.Ordinal).Replace(")", "-", StringComparison.Ordinal).Replace(' ', '-').Trim('-');
            if (MobilePattern().IsMatch(dialled))
            {
                dialled = dialled.Replace("-", "", StringComparison.Ordinal)[^11..];
            }

            if (FieldRules.IsAssigned(dialled) && found.All(before => before.Value != dialled))
            {
                found.Add(new Piece<string>(dialled, text.Substring(number.Index, number.Length), number.Index));
            }
        }

        return found;
    }

    private static Piece<string>? NameIn(string rest, string text)
    {
        foreach (Match match in NamePattern().Matches(rest))
        {
            var at = match.Index + match.Length;
            // 我是 introduces many things; a name only when nothing goes on.
            if (NameAt(rest, at, mustEnd: match.Value.StartsWith("我是", StringComparison.Ordinal) || match.Value.StartsWith("本人", StringComparison.Ordinal)) is { } length)
            {
                return new Piece<string>(rest.Substring(at, length), text.Substring(at, length), at);
            }

            if (match.Value.EndsWith('姓') && at < rest.Length && Surnames.Contains(rest[at], StringComparison.Ordinal))
            {
                return new Piece<string>(rest.Substring(at, 1), text.Substring(at, 1), at);
            }
        }

        // The head of a forwarded message, 张三 2025-09-26 10:32; a signature on a line of its own.
        foreach (var pattern in (Regex[])[SenderPattern(), SignaturePattern()])
        {
            foreach (Match match in pattern.Matches(rest))
            {
                var name = match.Groups["name"];
                if (NameAt(rest, name.Index, mustEnd: false) == name.Length)
                {
                    return new Piece<string>(name.Value, text.Substring(name.Index, name.Length), name.Index);
                }
            }
        }

        return null;
    }

    /// <summary>The length of the name that begins there; <c>null</c> when none does.</summary>
    private static int? NameAt(string text, int at, bool mustEnd)
    {
        var surname = DoubleSurnames.Any(name => string.CompareOrdinal(text, at, name, 0, name.Length) == 0) ? 2
            : at < text.Length && Surnames.Contains(text[at], StringComparison.Ordinal) ? 1
            : 0;
        if (surname == 0)
        {
            return null;
        }

        var end = at + surname;
        if (Titles.FirstOrDefault(title => string.CompareOrdinal(text, end, title, 0, title.Length) == 0) is { } title)
        {
            return surname + title.Length;
        }

        while (end < text.Length && end < at + surname + 2 && IsHan(text[end]) && !NoGivenName.Contains(text[end], StringComparison.Ordinal))
        {
            end++;
        }

        return end == at + surname || (mustEnd && end < text.Length && IsHan(text[end])) ? null : end - at;
    }

    private static Piece<Moment>? MomentIn(string rest, string text, DateTimeOffset now)
    {
        foreach (Match match in MomentPattern().Matches(rest))
        {
            if (MomentOf(match, now) is { } moment)
            {
                return new Piece<Moment>(moment, text.Substring(match.Index, match.Length), match.Index);
            }
        }

        return null;
    }

    private static Moment? MomentOf(Match match, DateTimeOffset now)
    {
        string? Of(string group) => match.Groups[group] is { Success: true } found ? found.Value : null;

        var today = DateOnly.FromDateTime(now.DateTime);
        DateOnly? day = null;
        if (Of("day") is { } word)
        {
            day = today.AddDays(word[0] == '今' ? 0 : word[0] == '昨' ? -1 : word.StartsWith("大前", StringComparison.Ordinal) ? -3 : -2);
        }
        else if (Of("ago") is { } ago)
        {
            var count = NumberOf(ago) ?? 0;
            if (match.Groups["hours"].Success)
            {
                return new Moment(now.AddHours(-count), MomentPrecision.PartOfDay);
            }

            day = today.AddDays(-count);
        }
        else if (Of("week") is { } week)
        {
            var wanted = "日一二三四五六".IndexOf(week == "天" ? "日" : week, StringComparison.Ordinal);
            // A week begins with Monday.
            var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
            day = monday.AddDays((wanted + 6) % 7 - (match.Groups["last"].Success ? 7 : 0));
            if (day > today)
            {
                day = day.Value.AddDays(-7);
            }
        }
        else if (Of("month") is { } month)
        {
            day = DayOf(Of("year"), NumberOf(month), NumberOf(Of("date")!), today);
            if (day is null)
            {
                return null;
            }
        }

        var part = Of("part") ?? (Of("day") is { Length: 2 } two && two[1] is '早' or '晚' or '夜' ? Of("day")![1..] : null);
        var hour = Of("hour") is { } clock ? NumberOf(clock) : null;
        if (day is null && hour is null)
        {
            return null;
        }

        var minute = Of("half") switch
        {
            null => NumberOf(Of("minute") ?? "0") ?? 0,
            "半" => 30,
            "一刻" => 15,
            _ => 45,
        };
        var (usual, afternoon) = part is null ? (0, false) : Parts[part];
        if (hour > 24 || minute > 59)
        {
            return null;
        }

        var at = hour is { } said ? said % 24 + (afternoon && said < 12 && !(part == "中午" && said > 9) ? 12 : 0) : usual;
        var precision = hour is not null ? MomentPrecision.Minute : part is not null ? MomentPrecision.PartOfDay : MomentPrecision.Day;
        var moment = At(day ?? today, at, minute, now.Offset);
        if (moment > now && day is null)
        {
            moment = moment.AddDays(-1);
        }

        // Today, later than now: it has not been; that it was today may still be meant.
        return moment <= now ? new Moment(moment, precision)
            : day == today ? new Moment(At(today, 0, 0, now.Offset), MomentPrecision.Day)
            : null;
    }

    private static DateTimeOffset At(DateOnly day, int hour, int minute, TimeSpan offset) => new(day.ToDateTime(new TimeOnly(hour, minute)), offset);

    private static DateOnly? DayOf(string? year, int? month, int? date, DateOnly today)
    {
        var said = year is null ? today.Year : int.Parse(year, CultureInfo.InvariantCulture);
        if (month is not (>= 1 and <= 12) || date < 1 || date is null || said is < 2000 or > 2099 || date > DateTime.DaysInMonth(said, month.Value))
        {
            return null;
        }

        var day = new DateOnly(said, month.Value, date.Value);
        // Without a year the last one is meant: what is reported has been.
        return day > today && year is null && date <= DateTime.DaysInMonth(said - 1, month.Value) ? new DateOnly(said - 1, month.Value, date.Value) : day;
    }

    private static Piece<string>? PlaceIn(string rest, string text, IReadOnlyList<ZoneArea> areas)
    {
        foreach (var pattern in (Regex[])[AddressPattern(), WherePattern(), BeginningPattern()])
        {
            foreach (Match match in pattern.Matches(rest))
            {
                if (match.Groups["place"] is { Length: > 2 } place)
                {
                    return new Piece<string>(text.Substring(place.Index, place.Length), text.Substring(place.Index, place.Length), place.Index);
                }
            }
        }

        return Named(rest, areas) is { } area
            ? new Piece<string>(text.Substring(area.Start, area.Length), text.Substring(area.Start, area.Length), area.Start)
            : null;
    }

    private static Piece<string>? AreaIn(Piece<string>? place, string rest, string text, IReadOnlyList<ZoneArea> areas)
    {
        var within = place is null ? null : Named(Narrow(place.Text), areas);
        var (found, from) = within is not null ? (within, place!.Start) : (Named(rest, areas), 0);
        return found is { } area
            ? new Piece<string>(area.Code, text.Substring(from + area.Start, area.Length), from + area.Start)
            : null;
    }

    // The longest name is the most exact: 东一小区 and not 东.
    private static (string Code, int Start, int Length)? Named(string text, IReadOnlyList<ZoneArea> areas)
    {
        var counted = Counted(text);
        return areas
            .SelectMany(area => (area.Aliases ?? []).Prepend(area.Name).Select(name => (area.Code, Start: counted.IndexOf(Counted(Narrow(name)), StringComparison.OrdinalIgnoreCase), name.Length)))
            .Where(found => found is { Start: >= 0, Length: > 1 })
            .OrderByDescending(found => found.Length).ThenBy(found => found.Start).ThenBy(found => found.Code, StringComparer.Ordinal)
            .Select(found => ((string, int, int)?)found)
            .FirstOrDefault();
    }

    // 1号园区 and 一号园区 are one.
    private static string Counted(string text) => string.Concat(text.Select(character =>
        Digits.IndexOf(character, StringComparison.Ordinal) is >= 0 and var digit ? (char)('0' + digit) : character));

    private static Piece<decimal>? SumIn(string rest, string text) => SumPattern().Matches(rest)
        .Select(match => (match, Yuan: YuanOf(match)))
        .Where(found => found.Yuan is > 0)
        .OrderByDescending(found => found.Yuan).ThenBy(found => found.match.Index)
        .Select(found => new Piece<decimal>(found.Yuan!.Value, text.Substring(found.match.Index, found.match.Length), found.match.Index))
        .FirstOrDefault();

    private static decimal? YuanOf(Match match)
    {
        var amount = match.Groups["amount"].Value.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        decimal? count = decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var digits) ? digits : NumberOf(amount);
        return count * match.Groups["unit"].Value switch { "万" => 10_000, "千" => 1_000, "百" => 100, "亿" => 100_000_000, _ => 1 };
    }

    /// <summary>In digits, or in Chinese below ten thousand times ten thousand: 二十三, 三千五, 两万.</summary>
    private static int? NumberOf(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            return digits;
        }

        long total = 0, section = 0, digit = 0, unit = 1;
        foreach (var character in text)
        {
            var value = Digits.IndexOf(character == '两' ? '二' : character == '〇' ? '零' : character, StringComparison.Ordinal);
            if (value >= 0)
            {
                (digit, unit) = (value, value == 0 ? 1 : unit);
                continue;
            }

            unit = character switch { '十' => 10, '百' => 100, '千' => 1_000, '万' => 10_000, _ => 0 };
            if (unit == 0)
            {
                return null;
            }

            if (unit == 10_000)
            {
                (total, section, digit) = (total + Math.Max(section + digit, 1) * unit, 0, 0);
            }
            else
            {
                (section, digit) = (section + Math.Max(digit, 1) * unit, 0);
            }
        }

        // 三千五 leaves out its last unit.
        total += section + (digit > 0 && unit > 10 ? digit * unit / 10 : digit);
        return text.Length > 0 && total <= int.MaxValue ? (int)total : null;
    }

    private static Channel? ChannelOf(string plain) =>
        MailPattern().IsMatch(plain) ? Channel.Email
        : plain.Contains("短信", StringComparison.Ordinal) && plain.IndexOf("短信", StringComparison.Ordinal) < HeadLength ? Channel.Sms
        : plain.Contains("微信", StringComparison.Ordinal) || SenderPattern().IsMatch(plain) ? Channel.WeChat
        : plain.Contains("网站", StringComparison.Ordinal) && plain.IndexOf("网站", StringComparison.Ordinal) < HeadLength ? Channel.Web
        : null;

    /// <summary>Points that count on from one: 1、…2、…; a number that does not go on belongs to the text.</summary>
    private static IReadOnlyList<string> NumberedIn(string content)
    {
        var marks = new List<Match>();
        foreach (Match match in ItemPattern().Matches(content))
        {
            if (NumberOf(match.Groups["number"].Value) == marks.Count + 1)
            {
                marks.Add(match);
            }
        }

        if (marks.Count < 2)
        {
            return [];
        }

        var before = content[..marks[0].Index].Trim();
        List<string> items =
        [
            .. marks.Select((mark, index) => content[(mark.Index + mark.Length)..(index + 1 < marks.Count ? marks[index + 1].Index : content.Length)].Trim().TrimEnd('；', ';', '，', ',')),
        ];
        return items.All(item => item.Count(IsHan) >= 2)
            ? [.. items.Select(item => before.Any(char.IsLetterOrDigit) ? $"{item}\n{before}" : item)]
            : [];
    }

    private static string ContentOf(string text, string plain, IEnumerable<Piece<string>> phones, Piece<string>? name, Piece<string>? place)
    {
        var kept = new StringBuilder(text);
        foreach (var piece in name is null ? phones : phones.Append(name))
        {
            // With the words that only announce it.
            var before = LabelPattern().Match(plain[..piece.Start]);
            for (var index = piece.Start - before.Length; index < piece.Start + piece.Text.Length; index++)
            {
                kept[index] = '\0';
            }
        }

        var content = kept.ToString().Replace("\0", "", StringComparison.Ordinal);
        content = RepeatedPattern().Replace(content, match => match.Value.Contains('。', StringComparison.Ordinal) ? "。" : match.Value[..1]);
        return string.Join('\n', content.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimStart('，', ',', '。', '；', ';', '、', ':', '：', ' '))
            .Where(line => line.Any(char.IsLetterOrDigit) && !(place is not null && PlaceLabelPattern().Replace(line, "") is var rest && rest.Length < line.Length && rest.TrimEnd('。', '.', '；', ';', ' ') == place.Text)));
    }

    /// <summary>The first clause of a text that says something; <c>null</c> when none does.</summary>
    public static string? TitleOf(string content)
    {
        var clauses = content.Split(['，', ',', '。', '；', ';', '！', '!', '？', '?', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(clause => GreetingPattern().Replace(MatterLabelPattern().Replace(ItemPattern().Replace(clause, ""), ""), "").Trim())
            .ToList();
        var first = clauses.FirstOrDefault(clause => clause.Count(IsHan) >= 4 && !HeadPattern().IsMatch(clause))
            ?? clauses.FirstOrDefault(clause => clause.Any(char.IsLetterOrDigit));
        return first is null ? null
            : first.Length <= TitleLength ? first
            // Not through the middle of a character that is two of the machine's.
            : first[..(char.IsHighSurrogate(first[TitleLength - 1]) ? TitleLength - 1 : TitleLength)];
    }

    private static bool IsHan(char character) => character is >= '\u4E00' and <= '\u9FFF';

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:(?<number>(?:(?:\+|00)?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}|(?:\(0[1-9][0-9]{1,2}\)[- ]?|0[1-9][0-9]{1,2}[- ]?)[2-8][0-9]{2,3}[- ]?[0-9]{4}(?:-[0-9]{1,6})?|[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4})|(?<=(?:电话|座机|固话|联系方式|热线|手机)(?:号码?)?[:是为 ]{0,3})(?<number>[2-8][0-9]{2,3}-?[0-9]{4}))(?![0-9A-Za-z])")]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"\A(?:(?:\+|00)?86-?)?1[3-9]")]
    private static partial Regex MobilePattern();

    [GeneratedRegex(@"我的?名字[是叫]|我叫|名叫|我姓|免贵姓|我是|本人(?:叫|姓名)?|(?:姓名|联系人|发件人|诉求人|来电人|反映人|投诉人|举报人|报修人|业主|称呼)[:是为 ]+|联系人")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?<name>[\u4E00-\u9FFF]{2,4}) +(?=\n|20[0-9]{2}[-/年]|[0-9]{1,2}[:月/-])", RegexOptions.Multiline)]
    private static partial Regex SenderPattern();

    [GeneratedRegex(@"\n[ ]*(?<name>[\u4E00-\u9FFF]{2,4})[ \n]*\z")]
    private static partial Regex SignaturePattern();

    [GeneratedRegex("""
        (?:
            (?<day>今天|今日|今早|今晚|昨天|昨日|昨晚|昨夜|大前天|前天|前日|前晚)
          | (?<ago>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:天|日)(?:之?前|以前)
          | (?<ago>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:个)?(?<hours>小时|钟头)(?:之?前|以前)
          | (?:(?<last>上)个?|这个?|本)?(?:周|星期|礼拜)(?<week>[一二三四五六日天])
          | (?:(?<year>20[0-9]{2})[年/.-])(?<month>[0-9]{1,2})[月/.-](?<date>[0-9]{1,2})[日号]?
          | (?<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?<date>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]
        )?
        [ ,，的]{0,2}
        (?<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|深夜|半夜|早|晚)?
        [ ]?
        (?:
            (?<hour>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时)(?:(?<half>半|一刻|三刻)|(?<minute>[0-9]{1,2}|[一二三四五六七八九十]{1,3})分)?(?:多|左右|许)?
          | (?<![0-9])(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::[0-9]{2})?(?![0-9])
        )?
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex MomentPattern();

    private const string Segment = @"[^，。；、！？,.;!?\s:的了有被是把和请说在“”""'（）()【】]{1,12}?(?:小区|家园|花园|公寓|园区|社区|街道|大道|大厦|广场|市场(?!监)|工地|学校|中学|小学|幼儿园|医院|商场|公园|公司|村(?!民)|镇|路(?![灯面边上过况障由])|街|巷|苑|栋|号楼|号(?!园区|[线码门桌]))";
    private const string Tail = @"(?:[0-9一二三四五六七八九十百零A-Za-z#-]+(?:号楼|号院|号|栋|幢|座|单元|室|层|楼|期|组|弄))*(?:交叉口|路口|大?门口|对面|旁边?|附近|[东南西北]门|地下车库|楼下|楼顶)?";

    [GeneratedRegex(@"(?:位于|地址|地点|住址|位置)[:是为在 ]{0,3}(?<place>(?:" + Segment + ")+" + Tail + ")")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"(?:住在|家住|住|就在|在|路过|来到|经过)(?<place>(?:" + Segment + ")+" + Tail + ")")]
    private static partial Regex WherePattern();

    [GeneratedRegex(@"(?<=^|[，。；！？,;!?\s:])(?:我们?|想|要|现)*(?:反映|投诉|举报|咨询|请问)?(?<place>(?:" + Segment + ")+" + Tail + ")")]
    private static partial Regex BeginningPattern();

    [GeneratedRegex(@"(?:人民币|[¥￥])? ?(?<amount>[0-9][0-9,，]*(?:\.[0-9]+)?|[一二两三四五六七八九十百千万零]+) ?(?<unit>万|千|百|亿)?(?:多|余)?(?:元|块|圆)|[¥￥] ?(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?)")]
    private static partial Regex SumPattern();

    [GeneratedRegex(@"(?:我的|本人|联系|请联系|可以?打|拨打|来电)?(?:我叫|名叫|我姓|免贵姓|我是|联系人|姓名|发件人|诉求人|来电人|反映人|投诉人|举报人|报修人|称呼|联系电话|联系方式|手机号码?|手机|电话号码?|电话|座机|固话|号码|热线|微信同号|tel|Tel|TEL|phone|Phone)?[:是为 ]*\z")]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"[，,。；;、](?:\s*[，,。；;、])+|[（(]\s*[)）]")]
    private static partial Regex RepeatedPattern();

    [GeneratedRegex(@"\A(?:尊敬的)?(?:(?:各位)?(?:领导|同志|工作人员|12345|热线|客服)[们们]?)?(?:您好|你好|好)?[!！:： ]*(?:我想|我要|我们?|特此|现|请问|麻烦)?(?:反映一下|反映|投诉一下|投诉|举报|咨询一下|咨询|问一下|问下)?[:： ]*")]
    private static partial Regex GreetingPattern();

    [GeneratedRegex(@"\A(?:诉求内容|诉求|反映内容|内容|问题|事由|情况)[:：] *")]
    private static partial Regex MatterLabelPattern();

    [GeneratedRegex(@"\A(?:事发)?(?:地址|地点|位置|住址)[:：] *")]
    private static partial Regex PlaceLabelPattern();

    [GeneratedRegex(@"(?<![0-9A-Za-z.第零一二三四五六七八九十])[（(]?(?<number>[1-9]|[一二三四五六七八九])[、.．)）](?![0-9]) *")]
    private static partial Regex ItemPattern();

    [GeneratedRegex(@"^(?:发件人|主题) *:", RegexOptions.Multiline)]
    private static partial Regex MailPattern();

    [GeneratedRegex(@"\A(?:转发|主题|发件人|收件人|时间|日期|来自|来源|(?:微信|短信|网站|网页)留言|(?:事发)?(?:地址|地点|位置|住址)[:：]|\[|【)")]
    private static partial Regex HeadPattern();
}
