using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MuBench.Weights;
using MuBench.Weights.Files;

namespace MuBench.TestUtils.Weights;

/// <summary>Reference files, and small safetensors files that are written for a test.</summary>
public static class WeightSamples
{
    public static string Reference(params ReadOnlySpan<string> parts) =>
        Path.Combine([RepositoryFiles.Path("tests", "Weights.Tests", "data"), .. parts]);

    public static byte[] Safetensors(string header, int dataBytes = 0)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + json.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        return file;
    }

    public static string Write(string folder, string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Writes tensors of floats.</summary>
    public static string Write(string folder, string name, params (string Name, float[] Values)[] tensors) =>
        Write(folder, name, [.. tensors.Select(tensor => (tensor.Name, "F32", new long[] { tensor.Values.Length }, MemoryMarshal.AsBytes(tensor.Values.AsSpan()).ToArray()))]);

    public static string Write(string folder, string name, params (string Name, string Type, long[] Shape, byte[] Data)[] tensors)
    {
        var offset = 0;
        var entries = new List<string>();
        foreach (var (tensor, type, shape, data) in tensors)
        {
            entries.Add($"{JsonSerializer.Serialize(tensor)}:{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{offset},{offset + data.Length}]}}");
            offset += data.Length;
        }

        return Write(folder, name, [.. Safetensors($"{{{string.Join(',', entries)}}}"), .. tensors.SelectMany(tensor => tensor.Data)]);
    }

    public static Dictionary<string, byte[]> Tensors(string path)
    {
        using var model = WeightModels.Open(path);
        return model.Tensors.ToDictionary(tensor => tensor.Name, tensor =>
        {
            var bytes = new byte[tensor.Bytes];
            tensor.Read(0, bytes);
            return bytes;
        });
    }

    public static float[] Floats(string path, string tensor) => MemoryMarshal.Cast<byte, float>(Tensors(path)[tensor]).ToArray();

    public static Task<InterpolationResult> MixAsync(string output, double[] weights, params string[] inputs) =>
        WeightInterpolator.InterpolateAsync(inputs, [new InterpolationOutput(output, weights)], false, null, TestContext.Current.CancellationToken);
}
