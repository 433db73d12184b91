using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

public sealed class StartingTogether
{
    [Test]
    public async Task On_an_empty_folder_makes_one_schema_and_one_configuration()
    {
        await using var hotline = await TestHotline.StartAsync();
        for (var round = 0; round < 8; round++)
        {
            await hotline.StopAsync();
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(hotline.KeyFile)!))
            {
                File.Delete(file);
            }

            var programs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(hotline.StartSecondAsync)));
            await hotline.RestartAsync();
            var receipt = await hotline.RegisterAsync();
            foreach (var program in programs)
            {
                Assert.That((await program.ReadAsync(receipt.Number)).Version, Is.EqualTo(1));
                await program.DisposeAsync();
            }
        }
    }
}
