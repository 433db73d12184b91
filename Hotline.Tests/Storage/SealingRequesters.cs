using System.Security.Cryptography;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

public sealed class SealingRequesters
{
    private static readonly Requester Person = new()
    {
        Name = "张三",
        Phone = "13800005678",
        ContactPhone = "0833-2345678",
        Email = "z@example.cn",
        Address = "东一小区三号楼",
        Company = "某公司",
        CreditCode = "91510000000000000X",
    };

    [Test]
    public async Task Opens_what_it_sealed_also_after_a_restart()
    {
        await using var hotline = await TestHotline.StartAsync();
        var box = hotline.Vault.Seal("n", Person);
        Assert.That(hotline.Vault.Open("n", box), Is.EqualTo(Person));
        await hotline.RestartAsync();
        Assert.That(hotline.Vault.Open("n", box), Is.EqualTo(Person));
        Assert.That(hotline.Vault.Seal("n", Person), Is.Not.EqualTo(box), "two boxes of one person do not look alike");
    }

    [Test]
    public async Task Refuses_a_box_of_another_case()
    {
        await using var hotline = await TestHotline.StartAsync();
        var box = hotline.Vault.Seal("n", Person);
        Assert.That(() => hotline.Vault.Open("m", box), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public async Task Refuses_a_box_with_any_bit_changed_or_cut()
    {
        await using var hotline = await TestHotline.StartAsync();
        var box = hotline.Vault.Seal("n", Person);
        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            var changed = box.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => hotline.Vault.Open("n", changed), Throws.InstanceOf<CryptographicException>(), $"bit {bit}");
        }

        for (var length = 0; length < box.Length; length++)
        {
            Assert.That(() => hotline.Vault.Open("n", box[..length]), Throws.InstanceOf<CryptographicException>(), $"{length} bytes");
        }
    }

    [Test]
    public async Task Refuses_a_box_sealed_with_another_key()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var stranger = await TestHotline.StartAsync();
        Assert.That(() => stranger.Vault.Open("n", hotline.Vault.Seal("n", Person)), Throws.InstanceOf<CryptographicException>());
        Assert.That(stranger.Vault.PhoneIndex("13800005678"), Is.Not.EqualTo(hotline.Vault.PhoneIndex("13800005678")));
        Assert.That(stranger.Vault.LookupCode("n"), Is.Not.EqualTo(hotline.Vault.LookupCode("n")));
    }

    [Test]
    public async Task Finds_a_phone_however_it_is_written()
    {
        await using var hotline = await TestHotline.StartAsync();
        var index = hotline.Vault.PhoneIndex("13800005678");
        foreach (var form in new[] { "138 0000 5678", "138-0000-5678", "+8613800005678", "+86 138-0000-5678", "008613800005678", "8613800005678" })
        {
            Assert.That(hotline.Vault.PhoneIndex(form), Is.EqualTo(index), form);
        }

        Assert.That(hotline.Vault.PhoneIndex("13800005679"), Is.Not.EqualTo(index));
        Assert.That(hotline.Vault.PhoneIndex("86000001"), Is.Not.EqualTo(hotline.Vault.PhoneIndex("000001")), "a short number may begin with 86");
        Assert.That(new[] { hotline.Vault.PhoneIndex(null), hotline.Vault.PhoneIndex(""), hotline.Vault.PhoneIndex("-") }, Is.All.Null);
        Assert.That(index, Does.Not.Contain("5678"));
    }

    [Test]
    public async Task Gives_a_case_the_same_look_up_code_every_time()
    {
        await using var hotline = await TestHotline.StartAsync();
        var code = hotline.Vault.LookupCode("n");
        Assert.That(code, Does.Match(@"\A[0-9]{8}\z"));
        await hotline.RestartAsync();
        Assert.That(hotline.Vault.LookupCode("n"), Is.EqualTo(code));
        Assert.That(Enumerable.Range(0, 200).Select(n => hotline.Vault.LookupCode($"{n}")), Is.Unique);
    }

    [Test]
    public async Task Refuses_to_start_without_the_key_once_something_is_sealed()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.RegisterAsync();
        var key = await File.ReadAllBytesAsync(hotline.KeyFile);
        File.Delete(hotline.KeyFile);
        Assert.That(hotline.RestartAsync, Throws.InvalidOperationException.With.Message.Contains(hotline.KeyFile));
        Assert.That(File.Exists(hotline.KeyFile), Is.False, "it does not make a new one");
        await File.WriteAllBytesAsync(hotline.KeyFile, key);
        await hotline.RestartAsync();
    }

    [Test]
    public async Task Makes_a_key_for_its_owner_alone_at_the_first_start()
    {
        await using var hotline = await TestHotline.StartAsync();
        Assert.That(File.Exists(hotline.KeyFile), Is.True);
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(hotline.KeyFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Refuses_to_start_with_the_key_of_another_hotline(bool isSomethingSealed)
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var stranger = await TestHotline.StartAsync();
        if (isSomethingSealed)
        {
            await hotline.RegisterAsync();
        }

        var key = await File.ReadAllBytesAsync(hotline.KeyFile);
        File.Copy(stranger.KeyFile, hotline.KeyFile, overwrite: true);
        Assert.That(hotline.RestartAsync, Throws.InvalidOperationException.With.Message.Contains("is not the key of this database"));
        await File.WriteAllBytesAsync(hotline.KeyFile, key);
        await hotline.RestartAsync();
    }

    [Test]
    public async Task Makes_no_second_key_on_a_second_machine()
    {
        await using var hotline = await TestHotline.StartAsync();
        File.Delete(hotline.KeyFile);
        Assert.That(hotline.RestartAsync, Throws.InvalidOperationException.With.Message.Contains("is missing"), "although nothing is sealed yet");
    }

    [Test]
    public async Task Share_one_key_when_several_programs_make_it_at_once()
    {
        await using var hotline = await TestHotline.StartAsync();
        for (var round = 0; round < 20; round++)
        {
            File.Delete(hotline.KeyFile);
            hotline.Sql("DELETE FROM Marks");
            var programs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(hotline.StartSecondAsync)));
            Assert.That(programs.Select(program => program.Vault.LookupCode("n")).Distinct().Count(), Is.EqualTo(1));
            Assert.That(Directory.GetFiles(Path.GetDirectoryName(hotline.KeyFile)!, "hotline.key*"), Has.Length.EqualTo(1));
            foreach (var program in programs)
            {
                await program.DisposeAsync();
            }
        }
    }

    [TestCase("")]
    [TestCase("c2hvcnQ=")]
    [TestCase("not base64!")]
    public async Task Refuses_to_start_with_what_is_no_key(string content)
    {
        await using var hotline = await TestHotline.StartAsync();
        await File.WriteAllTextAsync(hotline.KeyFile, content);
        Assert.That(hotline.RestartAsync, Throws.InvalidOperationException.With.Message.Contains("is not a key"));
    }
}
