using System.Xml;

namespace Hotline.Papers;

/// <summary>Texts that people wrote, fit for XML.</summary>
internal static class XmlText
{
    /// <summary>Without what no XML can hold; every line end is one sign.</summary>
    public static string Clean(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var clean = new System.Text.StringBuilder(lines.Length);
        for (var at = 0; at < lines.Length; at++)
        {
            if (at + 1 < lines.Length && XmlConvert.IsXmlSurrogatePair(lines[at + 1], lines[at]))
            {
                clean.Append(lines, at++, 2);
            }
            else if (XmlConvert.IsXmlChar(lines[at]))
            {
                clean.Append(lines[at]);
            }
        }

        return clean.ToString();
    }
}
