using System.Globalization;
using System.Security;

namespace Hotline.Papers;

/// <summary>The looks that the cells of a book have, found while they are written.</summary>
internal sealed class XlsxStyles
{
    /// <summary>Text, so that it stays one when somebody edits the cell.</summary>
    public const int Text = 1;
    public const int StrongText = 2;
    public const int Head = 3;
    public const int Title = 4;

    private const int First = 5;
    private const int FirstFormat = 164;

    private readonly List<string> _formats = [];
    private readonly Dictionary<(string Format, bool IsStrong), int> _styles = [];

    public int Of(string format, bool isStrong)
    {
        if (!_styles.TryGetValue((format, isStrong), out var style))
        {
            style = First + _styles.Count;
            _styles.Add((format, isStrong), style);
            if (!_formats.Contains(format))
            {
                _formats.Add(format);
            }
        }

        return style;
    }

    public string ToXml(string main)
    {
        const string edge = "<left/><right/><top/>";
        var formats = _formats.Select((format, index) => string.Create(CultureInfo.InvariantCulture, $"""<numFmt numFmtId="{FirstFormat + index}" formatCode="{SecurityElement.Escape(format)}"/>"""));
        var styles = _styles.Keys.Select(style => string.Create(
            CultureInfo.InvariantCulture, $"""<xf numFmtId="{FirstFormat + _formats.IndexOf(style.Format)}" fontId="{(style.IsStrong ? 1 : 0)}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>"""));
        return $"""<styleSheet xmlns="{main}">"""
            + (_formats.Count == 0 ? "" : $"""<numFmts count="{_formats.Count}">{string.Concat(formats)}</numFmts>""")
            + $"""<fonts count="3">{Font("", 11)}{Font("<b/>", 11)}{Font("<b/>", 14)}</fonts>"""
            + """<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF2"/></patternFill></fill></fills>"""
            + $"""<borders count="2"><border>{edge}<bottom/></border><border>{edge}<bottom style="thin"><color rgb="FF5B6B7F"/></bottom></border></borders>"""
            + """<cellStyleXfs count="1"><xf/></cellStyleXfs>"""
            + $"""<cellXfs count="{First + _styles.Count}"><xf/>"""
            + """<xf numFmtId="49" applyNumberFormat="1" xfId="0"/>"""
            + """<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" xfId="0"/>"""
            + """<xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" xfId="0"><alignment vertical="center" wrapText="1"/></xf>"""
            + """<xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" xfId="0"/>"""
            + string.Concat(styles)
            + "</cellXfs></styleSheet>";
    }

    private static string Font(string weight, int size) =>
        $"""<font>{weight}<sz val="{size}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>""";
}
