using System.Diagnostics;
using System.Text;

namespace Hotline.Tests.Support;

/// <summary>What somebody who opens a file sees of it: converted to PDF by LibreOffice, and its text.</summary>
internal static class LibreOffice
{
    private const string Office = "/usr/bin/soffice";
    private const string PdfToText = "/usr/bin/pdftotext";

    // It starts cold, next to other tests.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The text of the pages, each ended by a form feed; columns stay beside each other.</summary>
    public static async Task<string> ReadAsync(byte[] file, string extension)
    {
        foreach (var program in new[] { Office, PdfToText }.Where(program => !File.Exists(program)))
        {
            Assert.Ignore($"{program} is not installed (Debian: libreoffice-writer-nogui, libreoffice-calc-nogui, poppler-utils).");
        }

        var folder = Directory.CreateTempSubdirectory("hotline-office-");
        try
        {
            var path = Path.Combine(folder.FullName, $"paper.{extension}");
            await File.WriteAllBytesAsync(path, file);
            // A profile of its own: two at once on one profile are one, and the second does nothing.
            var said = await RunAsync(Office, $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder.FullName, path);
            var pdf = Path.Combine(folder.FullName, "paper.pdf");
            Assert.That(File.Exists(pdf), Is.True, said);
            return await RunAsync(PdfToText, "-layout", "-enc", "UTF-8", pdf, "-");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        using var limit = new CancellationTokenSource(Longest);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return await output + (process.ExitCode == 0 ? "" : await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
