using System.Xml.Linq;
using Hotline.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Hotline.Api.Accounts;

/// <summary>The keys that sign cookies lie in the database, so that a session holds on every process.</summary>
internal sealed class KeyRing(Database database) : IXmlRepository
{
    // The framework asks without waiting; nothing else runs then that it could keep from running.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. database.ReadAsync(db => db.ListKeyRingAsync(), CancellationToken.None).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        database.WriteAsync(Lane.People, db => db.InsertKeyRingAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting)), CancellationToken.None)
            .GetAwaiter().GetResult();
}

/// <summary>Seals them with the key file, as requesters' data is.</summary>
internal sealed class KeySealer(RequesterVault vault) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(vault.SealKey(System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))),
        typeof(KeyOpener));
}

/// <summary>Made by the framework, by the name that is written beside the key.</summary>
public sealed class KeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(
            services.GetRequiredService<RequesterVault>().OpenKey(Convert.FromBase64String(encryptedElement.Value))));
    }
}
