using System.Globalization;
using MuBench.Weights.Files;

namespace MuBench.Weights.Onnx;

/// <summary>The external data files of a model, which hold its large tensors.</summary>
internal sealed class OnnxExternalData(string modelPath)
{
    private readonly SortedDictionary<string, WeightFile> _files = new(StringComparer.Ordinal);

    /// <summary>The files opened so far.</summary>
    public IEnumerable<WeightFile> Files => _files.Values;

    /// <summary>Finds the bytes to which the <c>external_data</c> entries of a tensor point.</summary>
    public (WeightFile File, long Offset) Find(string tensor, IReadOnlyDictionary<string, string> entries, long bytes)
    {
        if (!entries.TryGetValue("location", out var location) || !IsFileName(location))
            throw Fault(tensor, $"in '{location}', which is not the name of a file beside it");
        if (entries.ContainsKey("checksum"))
            throw Fault(tensor, "under a checksum, which other weights would make wrong; save it again without one, with onnx.save_model(save_as_external_data=True)");
        var offset = NumberOf(tensor, entries, "offset", 0);
        var length = NumberOf(tensor, entries, "length", bytes);
        var file = FileOf(location);
        if (length != bytes || offset > file.Length || bytes > file.Length - offset)
            throw Fault(tensor, $"in '{location}' from byte {offset:N0}, {length:N0} bytes; it needs {bytes:N0}, and the file has {file.Length:N0}");
        return (file, offset);
    }

    private WeightFile FileOf(string location)
    {
        if (!_files.TryGetValue(location, out var file))
            _files.Add(location, file = WeightFile.Open(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(modelPath))!, location)));
        return file;
    }

    private long NumberOf(string tensor, IReadOnlyDictionary<string, string> entries, string key, long absent) =>
        !entries.TryGetValue(key, out var text) ? absent
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Fault(tensor, $"with the {key} '{text}', which is not a number");

    // The model is untrusted: it may name files in its own folder only, and not itself.
    private bool IsFileName(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\\0:") < 0
        && name != Path.GetFileName(modelPath);

    private UserException Fault(string tensor, string fault) => new($"The ONNX model '{modelPath}' keeps '{tensor}' {fault}.");
}
