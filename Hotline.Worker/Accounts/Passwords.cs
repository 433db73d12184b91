using System.Buffers.Text;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Hotline.Composition;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Hotline.Accounts;

/// <summary>Hashes, rules and makes passwords.</summary>
public sealed class Passwords(IOptions<HotlineOptions> options)
{
    public const int Fewest = 10;
    public const int Most = 128;

    // Whatever people choose first when they must have ten characters; folded to lower case.
    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    private readonly PasswordHasher<string> _hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.PasswordIterations }));

    private string? _nobodys;

    internal string Hash(string password) => _hasher.HashPassword("", password);

    internal PasswordVerificationResult Verify(string hash, string password) => _hasher.VerifyHashedPassword("", hash, password);

    /// <summary>Takes as long as <see cref="Verify"/> does, for a name that nobody has.</summary>
    internal void VerifyNobodys(string password)
    {
        _nobodys ??= Hash(OneTime());
        Verify(_nobodys, password);
    }

    /// <returns>What is wrong with a new password, as a sentence; <c>null</c> when nothing is.</returns>
    public static string? WhyNot(string? password, string login) =>
        password is null || password.Length < Fewest ? string.Format(CultureInfo.InvariantCulture, AccountTexts.PasswordShort, Fewest)
        : login.Length > 0 && password.Contains(login, StringComparison.OrdinalIgnoreCase) ? AccountTexts.PasswordIsLogin
        : Common.Value.Contains(password.ToLowerInvariant()) || password.Distinct().Count() < 4 ? AccountTexts.PasswordCommon
        : null;

    /// <summary>Eighteen random bytes as text that can be read out once and typed.</summary>
    internal static string OneTime() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));

    internal static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(Passwords).Assembly.GetManifestResourceStream("Hotline.Accounts.common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
