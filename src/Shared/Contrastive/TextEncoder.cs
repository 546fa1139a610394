using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using MuBench.Contrastive.Tokenizers;

namespace MuBench.Contrastive;

/// <summary>Embeds captions; each distinct one is computed once per model. Thread-safe.</summary>
internal sealed class TextEncoder
{
    private readonly OnnxEncoder _onnx;
    private readonly ICaptionTokenizer _tokenizer;
    private readonly string _output;
    private readonly int _batchSize;
    private readonly bool _isFixedBatch;
    private readonly int? _fixedLength;
    private readonly ConcurrentDictionary<string, float[]> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, float[]> _means = new(StringComparer.Ordinal);
    private readonly Lock _computing = new();

    public TextEncoder(OnnxEncoder onnx, ICaptionTokenizer tokenizer, string output, int batchSize)
    {
        var shape = onnx.InputShape("input_ids") is [_, _] two ? two : throw new UserException($"'{onnx.Path}' should take input_ids of two dimensions: caption and token.");
        (_onnx, _tokenizer, _output) = (onnx, tokenizer, output);
        _batchSize = shape[0] > 0 ? shape[0] : batchSize;
        _fixedLength = shape[1] > 0 ? shape[1] : null;
        _isFixedBatch = shape[0] > 0;
    }

    /// <summary>The length to which every caption is padded; null for the longest of its batch.</summary>
    public int? PadTo { get; init; }

    /// <summary>Whether the model attends to padding.</summary>
    public bool AttendsToPadding { get; init; }

    /// <summary>Number of captions that the session has computed.</summary>
    public int Computed { get; private set; }

    public float[][] Embed(IReadOnlyList<string> texts)
    {
        if (texts.Any(text => !_known.ContainsKey(text)))
            ComputeMissing(texts);
        return [.. texts.Select(text => _known[text])];
    }

    /// <summary>The mean of several captions' vectors, scaled to length 1. Each distinct list is computed once.</summary>
    public float[] EmbedMean(IReadOnlyList<string> texts) => texts.Count == 1
        ? Embed(texts)[0]
        : _means.GetOrAdd(string.Join('\n', texts), _ => Embedding.Mean(Embed(texts), _onnx.Path));

    /// <summary>The inputs of a forward pass over captions, padded to the longest one or to the fixed length.</summary>
    public Dictionary<string, OrtValue> Inputs(IReadOnlyList<int[]> captions)
    {
        var length = _fixedLength ?? PadTo ?? captions.Max(ids => ids.Length);
        var rows = Embedding.Rows(captions.Count, _batchSize, _isFixedBatch);
        var (ids, mask, positions) = (new long[rows * length], new long[rows * length], new long[rows * length]);
        Array.Fill(ids, _tokenizer.PadId);
        if (AttendsToPadding)
            Array.Fill(mask, 1);
        for (var i = 0; i < ids.Length; i++)
            positions[i] = i % length;
        for (var row = 0; row < rows; row++)
        {
            // A batch that is too small is filled with copies of its last caption.
            var caption = captions[Math.Min(row, captions.Count - 1)];
            for (var i = 0; i < caption.Length; i++)
                (ids[row * length + i], mask[row * length + i]) = (caption[i], 1);
        }

        return _onnx.TextInputNames.ToDictionary(name => name, name => _onnx.Integers(name, name switch
        {
            "input_ids" => ids,
            "attention_mask" => mask,
            "position_ids" => positions,
            _ => new long[ids.Length],
        }, [rows, length]));
    }

    /// <summary>The text inputs of a pass that needs none: one empty caption.</summary>
    public Dictionary<string, OrtValue> EmptyInputs() => Inputs([_tokenizer.Encode("")]);

    /// <summary>Embeds captions without keeping them.</summary>
    public float[][] EmbedOnce(IReadOnlyList<string> texts)
    {
        var distinct = new Dictionary<string, float[]>(StringComparer.Ordinal);
        Compute(texts, distinct.Add);
        return [.. texts.Select(text => distinct[text])];
    }

    /// <summary>Number of tokens of a caption, including those at its ends.</summary>
    public int CountTokens(string text) => _tokenizer.Encode(text).Length;

    /// <summary>The token ids of a caption, including those at its ends.</summary>
    public int[] Tokenize(string text) => _tokenizer.Encode(text);

    private void ComputeMissing(IReadOnlyList<string> texts)
    {
        lock (_computing)
            Compute(texts.Where(text => !_known.ContainsKey(text)), (text, vector) => _known[text] = vector);
    }

    private void Compute(IEnumerable<string> texts, Action<string, float[]> computed)
    {
        var captions = texts.Distinct(StringComparer.Ordinal).Select(text => (Text: text, Ids: Encode(text))).OrderBy(caption => caption.Ids.Length).ToList();
        foreach (var batch in captions.Chunk(_batchSize))
        {
            var rows = Run([.. batch.Select(caption => caption.Ids)]);
            for (var i = 0; i < batch.Length; i++)
                computed(batch[i].Text, Embedding.Normalize(rows[i], _onnx.Path));
            Computed += batch.Length;
        }
    }

    private int[] Encode(string text)
    {
        var ids = _tokenizer.Encode(text);
        return _fixedLength is { } length && ids.Length > length
            ? throw new UserException($"'{_onnx.Path}' takes {length} tokens, but the model's configuration allows more; set max_position_embeddings in config.json.")
            : ids;
    }

    private float[][] Run(IReadOnlyList<int[]> captions)
    {
        var inputs = Inputs(captions);
        try
        {
            if (_onnx.PixelInput is { } pixels)
                inputs.Add(pixels, ImageEncoder.Blank(_onnx));
            return _onnx.Run(inputs, _output);
        }
        finally
        {
            foreach (var input in inputs.Values)
                input.Dispose();
        }
    }
}
