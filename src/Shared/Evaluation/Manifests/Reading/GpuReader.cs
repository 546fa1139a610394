using MuBench.Manifests.Reading.Fields;

namespace MuBench.Manifests.Reading;

/// <summary>Reads <c>gpu</c> of a model.</summary>
internal static class GpuReader
{
    private static readonly GpuManifest Defaults = new();

    /// <summary>In seconds here; the file may also have a text with a unit.</summary>
    public static readonly NumberField Warm = new("warm", 0, 86_400) { Default = Defaults.WarmSeconds };

    /// <summary>In seconds here; the file may also have a text with a unit.</summary>
    public static readonly NumberField Wake = new("wake", 1, 86_400) { Default = Defaults.WakeSeconds };

    public static readonly NumberField UsdPerHour = new("usdPerHour", 0, 10_000);

    public static IReadOnlyList<ManifestField> Fields { get; } = [Warm, Wake, UsdPerHour];

    public static GpuManifest? Read(JsonObjectReader model)
    {
        if (!model.Has(ModelFields.Gpu) || model.Object(ModelFields.Gpu) is not { } reader)
            return null;
        if (!model.Has(ModelFields.Endpoint))
            model.Fault(ModelFields.Gpu, "is for your own server, which has an 'endpoint'");
        return new GpuManifest
        {
            WarmSeconds = GenerativeModelReader.ReadSeconds(reader, Warm) ?? Defaults.WarmSeconds,
            WakeSeconds = GenerativeModelReader.ReadSeconds(reader, Wake) ?? Defaults.WakeSeconds,
            UsdPerHour = (decimal?)reader.Number(UsdPerHour),
        };
    }
}
