using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Hotline.Tests.Support;

/// <summary>
/// Test vectors kept beside the repository, in a folder <c>shared/data</c> next to one of the folders above the tests. A machine
/// without it ignores the tests that need it, and says so.
/// </summary>
internal static class SharedData
{
    /// <summary>Reads a JSON file given relative to <c>shared/data</c>, or ends the running test as ignored.</summary>
    public static JsonDocument Json(string path)
    {
        if (!TryFind(path, out var file))
        {
            Assert.Ignore($"There is no shared/data/{path} beside this repository.");
        }

        return JsonDocument.Parse(File.ReadAllBytes(file!));
    }

    public static bool TryFind(string path, [NotNullWhen(true)] out string? file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            file = Path.Combine(folder.FullName, "shared", "data", path);
            if (File.Exists(file))
            {
                return true;
            }
        }

        file = null;
        return false;
    }
}
