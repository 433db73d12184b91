using Hotline.Domain.Deadlines;
using Hotline.Zone;

namespace Hotline.Tests.Support;

/// <summary>The zone as a new installation has it, loaded once by the engine's own start.</summary>
internal static class ShippedZone
{
    private static readonly Lazy<Task<HotlineZone>> Loaded = new(async () =>
    {
        await using var hotline = await TestHotline.StartAsync();
        return hotline.Zone;
    });

    public static HotlineZone Current => Loaded.Value.GetAwaiter().GetResult();

    public static DeadlineBasis Basis => new(Current.Profile, Current.Calendar);
}
