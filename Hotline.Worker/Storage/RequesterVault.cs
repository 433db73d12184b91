using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hotline.Composition;
using Microsoft.Extensions.Options;

namespace Hotline.Storage;

/// <summary>诉求人: who asked. Never part of an event, a message or a log line (design: personal data stands apart).</summary>
public sealed record Requester
{
    public string? Name { get; init; }

    /// <summary>The number that called.</summary>
    public string? Phone { get; init; }

    /// <summary>Where to call back, when that is another one.</summary>
    public string? ContactPhone { get; init; }

    public string? Email { get; init; }

    /// <summary>Where the person lives; the place of the matter is part of its text.</summary>
    public string? Address { get; init; }

    public string? Company { get; init; }

    /// <summary>统一社会信用代码</summary>
    public string? CreditCode { get; init; }
}

/// <summary>
/// Seals requesters' data (AES-256-GCM, bound to the case number, or to the draft's id before there is one) and derives what must be looked up or repeated
/// without being stored: the blind index of a phone, the look-up code of a case, the fingerprint of a request. One key
/// file outside the database; a key for each purpose is derived from it (HKDF, RFC 5869).
/// </summary>
public sealed class RequesterVault
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const byte Format = 1;
    private const int LookupCodeDigits = 8;

    /// <summary>The mark that says which key belongs to the database, without saying the key.</summary>
    private const string CheckMark = "requester-key";

    private readonly Lazy<byte[]> _seal;
    private readonly Lazy<byte[]> _draft;
    private readonly Lazy<byte[]> _index;
    private readonly Lazy<byte[]> _lookup;
    private readonly Lazy<byte[]> _fingerprint;
    private readonly Lazy<byte[]> _keyRing;

    public RequesterVault(IOptions<HotlineOptions> options)
    {
        var path = options.Value.Resolve(options.Value.KeyFile);
        var master = new Lazy<byte[]>(() => Read(path));
        _seal = new(() => Derive(master.Value, "requester"));
        _draft = new(() => Derive(master.Value, "draft"));
        _index = new(() => Derive(master.Value, "phone-index"));
        _lookup = new(() => Derive(master.Value, "lookup-code"));
        _fingerprint = new(() => Derive(master.Value, "request-fingerprint"));
        _keyRing = new(() => Derive(master.Value, "key-ring"));
    }

    /// <summary>
    /// Makes the key file when there is none and nothing was sealed yet; otherwise proves that it is the key this
    /// database was begun with.
    /// </summary>
    /// <exception cref="InvalidOperationException">The key file is missing, is no key, or is the key of another hotline.</exception>
    public static async Task PrepareAsync(HotlineOptions options, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        var path = options.Resolve(options.KeyFile);
        var known = await database.ReadAsync(db => db.FindMarkAsync(CheckMark), cancellation);
        if (known is null || !File.Exists(path))
        {
            known = await BeginAsync(path, database, clock, cancellation);
        }

        if (known != CheckOf(path))
        {
            throw new InvalidOperationException(
                $"The key file '{path}' is not the key of this database: requesters' data is sealed with another. Put that one there.");
        }
    }

    // The file is made and its check noted in one write, so that programs which start at the same moment do it in turn.
    private static async Task<string?> BeginAsync(string path, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteAsync(
                Lane.People,
                async db =>
                {
                    var known = await db.FindMarkAsync(CheckMark);
                    if (!File.Exists(path))
                    {
                        if (known is not null || await db.HasRequestersAsync())
                        {
                            throw new InvalidOperationException(
                                $"The key file '{path}' is missing, and this database was begun with it. Restore it, or copy it from where the other program runs; a new one would make requesters' data unreadable for ever.");
                        }

                        Create(path);
                    }

                    if (known is null)
                    {
                        known = CheckOf(path);
                        await db.InsertMarkAsync(CheckMark, known, clock.GetUtcNow());
                    }

                    return known;
                },
                cancellation);
        }
        catch (DbException exception) when (database.Dialect.IsDuplicateKey(exception))
        {
            // Another machine began at this moment too; the first mark counts.
            return await database.ReadAsync(db => db.FindMarkAsync(CheckMark), cancellation);
        }
    }

    private static string CheckOf(string path) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Derive(Read(path), "key-check"), "hotline"u8));

    public byte[] Seal(string number, Requester requester) => Seal(_seal.Value, number, JsonSerializer.SerializeToUtf8Bytes(requester));

    /// <exception cref="CryptographicException">The box was changed, belongs to another case, or was sealed with another key.</exception>
    public Requester Open(string number, byte[] box) => JsonSerializer.Deserialize<Requester>(Open(_seal.Value, number, box))!;

    /// <summary>What an agent has filled in so far: it holds a requester's data, and free text.</summary>
    public byte[] SealDraft(Guid id, byte[] body) => Seal(_draft.Value, id.ToString("D"), body);

    /// <exception cref="CryptographicException">The box was changed, belongs to another draft, or was sealed with another key.</exception>
    public byte[] OpenDraft(Guid id, byte[] box) => Open(_draft.Value, id.ToString("D"), box);

    /// <summary>A key that signs cookies: whoever reads the database alone signs nothing.</summary>
    public byte[] SealKey(byte[] key) => Seal(_keyRing.Value, "key-ring", key);

    /// <exception cref="CryptographicException">The box was changed, or was sealed with another key.</exception>
    public byte[] OpenKey(byte[] box) => Open(_keyRing.Value, "key-ring", box);

    private static byte[] Seal(byte[] key, string owner, byte[] plain)
    {
        var box = new byte[1 + NonceBytes + plain.Length + TagBytes];
        box[0] = Format;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            nonce, plain, box.AsSpan(1 + NonceBytes, plain.Length), box.AsSpan(1 + NonceBytes + plain.Length), Encoding.UTF8.GetBytes(owner));
        return box;
    }

    private static byte[] Open(byte[] key, string owner, byte[] box)
    {
        if (box.Length < 1 + NonceBytes + TagBytes || box[0] != Format)
        {
            throw new CryptographicException($"{owner}: what is sealed is not in a known format.");
        }

        var plain = new byte[box.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            box.AsSpan(1, NonceBytes),
            box.AsSpan(1 + NonceBytes, plain.Length),
            box.AsSpan(1 + NonceBytes + plain.Length),
            plain,
            Encoding.UTF8.GetBytes(owner));
        return plain;
    }

    /// <summary>Finds all cases of one phone without knowing the phone; blanks, dashes and +86 do not matter.</summary>
    public string? PhoneIndex(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        digits = digits.StartsWith("0086", StringComparison.Ordinal) ? digits[4..]
            : digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..]
            : digits;
        return digits.Length == 0 ? null : Convert.ToHexStringLower(HMACSHA256.HashData(_index.Value, Encoding.UTF8.GetBytes(digits)));
    }

    /// <summary>查询码: eight digits that only the requester is told; derived, so a repeated request gets the same.</summary>
    public string LookupCode(string number)
    {
        var hash = HMACSHA256.HashData(_lookup.Value, Encoding.UTF8.GetBytes(number));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) % 100_000_000).ToString($"D{LookupCodeDigits}", CultureInfo.InvariantCulture);
    }

    /// <summary>Tells whether two requests are the same, without keeping what they say.</summary>
    public string Fingerprint(ReadOnlySpan<byte> request) => Convert.ToHexStringLower(HMACSHA256.HashData(_fingerprint.Value, request));

    private static byte[] Derive(byte[] master, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: Encoding.UTF8.GetBytes($"hotline/{purpose}"));

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Written aside and moved into place: a crash leaves either no key or a whole one.
        var aside = $"{path}.{Path.GetRandomFileName()}";
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));
        using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
    }

    private static byte[] Read(string path)
    {
        var buffer = new byte[KeyBytes];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), buffer, out var read) && read == KeyBytes
            ? buffer
            : throw new InvalidOperationException($"'{path}' is not a key: {KeyBytes} bytes in base64 are expected.");
    }
}
