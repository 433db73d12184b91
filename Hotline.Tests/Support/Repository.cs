namespace Hotline.Tests.Support;

/// <summary>Files of the repository that these tests were built from.</summary>
internal static class Repository
{
    /// <param name="path">Relative to the folder of the solution.</param>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hotline.sln")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new DirectoryNotFoundException("These tests do not run beneath the folder of the solution.");
    }
}
