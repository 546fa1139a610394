using System.Buffers.Binary;
using System.Text.Json;
using MuBench.Weights.Elements;
using MuBench.Weights.Files;

namespace MuBench.Weights.Safetensors;

/// <summary>The header of a safetensors file. It is checked as strictly as in the reference implementation.</summary>
internal sealed class SafetensorsHeader
{
    private const int LengthBytes = 8;
    private const int MaximumLength = 100_000_000;
    private const string MetadataKey = "__metadata__";

    private readonly WeightFile _file;
    private readonly long _dataStart;
    private readonly List<WeightTensor> _tensors = [];
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private SafetensorsHeader(WeightFile file, long dataStart)
    {
        _file = file;
        _dataStart = dataStart;
    }

    /// <summary>The tensors, in the order of their data.</summary>
    public IReadOnlyList<WeightTensor> Tensors => _tensors;

    /// <summary>The file's free-text metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Reads and checks the header of a file.</summary>
    /// <exception cref="UserException">The file is not a valid safetensors file.</exception>
    public static SafetensorsHeader Read(WeightFile file)
    {
        if (file.Length < LengthBytes)
            throw Fault(file, "it is too short to have a header");
        Span<byte> prefix = stackalloc byte[LengthBytes];
        file.Read(prefix, 0);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumLength)
            throw Fault(file, $"its header claims {length:N0} bytes, more than the 100 MB that the format allows");
        if ((long)length > file.Length - LengthBytes)
            throw Fault(file, $"its header claims {length:N0} bytes, but the file has only {file.Length:N0}");
        var json = new byte[length];
        file.Read(json, LengthBytes);
        var header = new SafetensorsHeader(file, LengthBytes + (long)length);
        try
        {
            header.Parse(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is not UTF-8, or an unpaired surrogate.
            throw new UserException($"'{file.Path}' is not a valid safetensors file: its header is not JSON: {exception.Message}", exception);
        }

        header.CheckLayout();
        return header;
    }

    private void Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (json.IsEmpty || json[0] != (byte)'{' || !reader.Read())
            throw Fault(_file, "its header is not a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!_names.Add(name))
                throw Fault(_file, $"its header lists '{name}' twice");
            reader.Read();
            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else
                ReadTensor(ref reader, name);
        }

        // Only white space may follow; anything else is a JsonException.
        while (reader.Read())
        {
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Fault(_file, $"{MetadataKey} is not an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !_metadata.TryAdd(key, reader.GetString()!))
                throw Fault(_file, $"{MetadataKey} has a '{key}' that is not text, or has it twice");
        }
    }

    private void ReadTensor(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Fault(_file, $"the entry of '{name}' is not an object");
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString();
            reader.Read();
            if (field == "dtype" && type is null && reader.TokenType == JsonTokenType.String)
                type = reader.GetString();
            else if (field == "shape" && shape is null)
                shape = ReadNumbers(ref reader, name);
            else if (field == "data_offsets" && offsets is null)
                offsets = ReadNumbers(ref reader, name);
            else
                throw Fault(_file, $"'{name}' has a wrong or second field '{field}'");
        }

        AddTensor(name, type, shape, offsets);
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Fault(_file, $"the shape or data_offsets of '{name}' is not a list");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw Fault(_file, $"the shape or data_offsets of '{name}' has something else than whole numbers from 0");
            numbers.Add(number);
        }

        return numbers;
    }

    private void AddTensor(string name, string? type, List<long>? shape, List<long>? offsets)
    {
        if (type is null || shape is null || offsets is not [var begin, var end])
            throw Fault(_file, $"'{name}' needs dtype, shape and two data_offsets");
        if (!ElementTypes.TryParse(type, out var element))
            throw Fault(_file, $"'{name}' has the dtype '{type}'; known are {ElementTypes.AllNames}");
        var bytes = (Int128)ElementTypes.SizeOf(element);
        foreach (var size in shape)
        {
            bytes *= size;
            if (bytes > long.MaxValue)
                throw Fault(_file, $"the shape of '{name}' is larger than any file");
        }

        if (begin > end || end > _file.Length - _dataStart)
            throw Fault(_file, $"the data of '{name}' lie outside the file (bytes {begin} to {end} of {_file.Length - _dataStart}): was the download cut off?");
        if (bytes != end - begin)
            throw Fault(_file, $"'{name}' has {end - begin:N0} bytes of data where {type} [{string.Join(", ", shape)}] needs {bytes:N0}");
        _tensors.Add(new WeightTensor(name, element, shape, _file, _dataStart + begin));
    }

    // No gap and no overlap, so that all readers of the file see the same bytes and nothing is hidden between tensors.
    private void CheckLayout()
    {
        _tensors.Sort((a, b) => (a.Offset, a.Bytes).CompareTo((b.Offset, b.Bytes)));
        var expected = _dataStart;
        foreach (var tensor in _tensors)
        {
            if (tensor.Offset != expected)
                throw Fault(_file, $"the data of '{tensor.Name}' begin at {tensor.Offset - _dataStart} where {expected - _dataStart} was expected: tensors overlap or leave a gap");
            expected += tensor.Bytes;
        }

        if (expected != _file.Length)
            throw Fault(_file, $"{_file.Length - expected:N0} bytes follow the last tensor");
    }

    private static UserException Fault(WeightFile file, string fault) => new($"'{file.Path}' is not a valid safetensors file: {fault}.");
}
