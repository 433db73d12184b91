using System.Text;
using Hotline.Domain.Files;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Files;

public sealed class KnowingFilesByTheirBytes
{
    public static IEnumerable<TestCaseData> Known()
    {
        static TestCaseData Of(string type, byte[] content, string name) => new TestCaseData(type, content).SetArgDisplayNames(type, name);
        yield return Of("image/jpeg", SomeFiles.Jpeg, "JFIF");
        yield return Of("image/png", SomeFiles.Png, "PNG");
        yield return Of("image/gif", Encoding.ASCII.GetBytes("GIF89a..."), "GIF");
        yield return Of("image/webp", [.. "RIFF"u8, 1, 0, 0, 0, .. "WEBPVP8 "u8], "WebP");
        yield return Of("application/pdf", SomeFiles.Pdf, "PDF");
        yield return Of("audio/wav", SomeFiles.Wav, "WAV");
        yield return Of("audio/mpeg", [.. "ID3"u8, 4, 0], "tagged MP3");
        yield return Of("audio/mpeg", [0xFF, 0xFB, 0x90, 0x64], "bare MP3");
        yield return Of("audio/aac", [0xFF, 0xF1, 0x50, 0x80, 0x02, 0x1F, 0xFC, 0x21], "ADTS");
        yield return Of("audio/amr", Encoding.ASCII.GetBytes("#!AMR\n<"), "AMR");
        yield return Of("audio/amr", Encoding.ASCII.GetBytes("#!AMR-WB\n<"), "AMR-WB");
        yield return Of("audio/ogg", SomeFiles.Ogg("OpusHead"), "Opus");
        yield return Of("audio/ogg", SomeFiles.Ogg("\u0001vorbis"), "Vorbis");
        yield return Of("audio/mp4", SomeFiles.Mp4("M4A ", "soun"), "M4A");
        yield return Of("audio/mp4", SomeFiles.Mp4("mp42", "soun"), "a telephone's recording");
    }

    [TestCaseSource(nameof(Known))]
    public void Takes_what_is_listed(string type, byte[] content)
    {
        Assert.That(FileType.Of(content)?.ContentType, Is.EqualTo(type));
        Assert.That(FileType.Of(content.AsSpan(0, 2)), Is.Null, "two bytes are nothing yet");
    }

    public static IEnumerable<TestCaseData> Unknown()
    {
        static TestCaseData Of(string name, params byte[] content) => new TestCaseData(content).SetArgDisplayNames(name);
        yield return Of("nothing");
        yield return Of("SVG", SomeFiles.Svg);
        yield return Of("HTML", Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>"));
        yield return Of("HTML before a PDF", Encoding.UTF8.GetBytes("<script>%PDF-1.7"));
        yield return Of("Office, ZIP", "PK\u0003\u0004"u8.ToArray());
        yield return Of("old Office", 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);
        yield return Of("a program", "MZ\u0090\0\u0003\0\0\0"u8.ToArray());
        yield return Of("UTF-16", 0xFF, 0xFE, 0x3C, 0x00, 0x73, 0x00, 0x63, 0x00);
        yield return Of("a film as MP4", SomeFiles.Mp4("mp42", "vide"));
        yield return Of("a film that calls itself M4A", SomeFiles.Mp4("M4A ", "vide"));
        yield return Of("a film as Ogg", SomeFiles.Ogg("\u0080theora"));
        yield return Of("a film as RIFF", [.. "RIFF"u8, 1, 0, 0, 0, .. "AVI LIST"u8]);
        yield return Of("an MP3 frame of a rate that does not exist", 0xFF, 0xFB, 0xFF, 0x64);
    }

    [TestCaseSource(nameof(Unknown))]
    public void Takes_nothing_else(byte[] content) => Assert.That(FileType.Of(content), Is.Null);

    [TestCase("照片.png", "照片.png")]
    [TestCase("照片.PNG", "照片.png")]
    [TestCase(@"C:\Users\张三\桌面\照片.png", "照片.png")]
    [TestCase("../../etc/passwd", "passwd.png")]
    [TestCase("a\r\nSet-Cookie: x=1.png", "aSet-Cookie_ x=1.png")]
    [TestCase("gnp\u202Eexe.png", "gnpexe.png")]
    [TestCase("run.html", "run.html.png")]
    [TestCase("\"a\"<b>|c?*.png", "_a__b__c__.png")]
    [TestCase("   ...  ", "附件.png")]
    [TestCase(".png", "附件.png")]
    [TestCase(null, "附件.png")]
    public void Cleans_a_name(string? sent, string clean) => Assert.That(FileName.Clean(sent, FileType.Png), Is.EqualTo(clean));

    [Test]
    public void Cuts_a_long_name_and_keeps_its_extension_and_every_character_whole()
    {
        var clean = FileName.Clean(string.Concat(Enumerable.Repeat("𠮷", 80)) + ".jpeg", FileType.Jpeg);
        Assert.That(clean, Has.Length.InRange(FileName.MostCharacters - 1, FileName.MostCharacters).And.EndsWith("𠮷.jpeg"));
        Assert.That(clean.EnumerateRunes(), Has.None.EqualTo(Rune.ReplacementChar));
    }
}
