using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MuBench.Contrastive;

/// <summary>Embeds pictures in batches. Thread-safe.</summary>
internal sealed class ImageEncoder
{
    // Size of the blank picture for a combined model that embeds texts, if the session accepts any size.
    private const int DefaultImageSize = 224;

    private readonly OnnxEncoder _onnx;
    private readonly string _output;
    private readonly TextEncoder? _beside;
    private readonly int _batchSize;
    private readonly bool _isFixedBatch;

    /// <param name="onnx">The session.</param>
    /// <param name="output">Name of its output with embeddings.</param>
    /// <param name="batchSize">Pictures per forward pass, if the session does not fix the number.</param>
    /// <param name="beside">The text side of a combined model, which needs a caption for each pass; null for a separate model.</param>
    public ImageEncoder(OnnxEncoder onnx, string output, int batchSize, TextEncoder? beside)
    {
        var shape = Shape(onnx);
        (_onnx, _output, _beside) = (onnx, output, beside);
        (_batchSize, _isFixedBatch) = shape[0] > 0 ? (shape[0], true) : (batchSize, false);
        if (shape[1] > 0 && shape[1] != 3)
            throw new UserException($"'{onnx.Path}' takes images of {shape[1]} channels; only RGB in the order batch, channel, row, column is supported.");
        Size = (shape[3] > 0 ? shape[3] : null, shape[2] > 0 ? shape[2] : null);
    }

    /// <summary>The only size that the session accepts; null for any.</summary>
    public (int? Width, int? Height) Size { get; }

    /// <summary>One black picture.</summary>
    public static OrtValue Blank(OnnxEncoder onnx)
    {
        var shape = Array.ConvertAll(Shape(onnx), length => (long)length);
        long[] filled = [shape[0] > 0 ? shape[0] : 1, 3, shape[2] > 0 ? shape[2] : DefaultImageSize, shape[3] > 0 ? shape[3] : DefaultImageSize];
        var black = new float[filled.Aggregate((a, b) => a * b)];
        return onnx.TakesHalf ? OrtValue.CreateTensorValueFromMemory(new Float16[black.Length], filled) : OrtValue.CreateTensorValueFromMemory(black, filled);
    }

    public float[][] Embed(IReadOnlyList<ImageTensor> images)
    {
        var embeddings = new List<float[]>(images.Count);
        foreach (var batch in images.Chunk(_batchSize))
            embeddings.AddRange(Run(batch).Take(batch.Length).Select(row => Embedding.Normalize(row, _onnx.Path)));
        return [.. embeddings];
    }

    private float[][] Run(ImageTensor[] images)
    {
        var (width, height) = (images[0].Width, images[0].Height);
        if (images.Any(image => (image.Width, image.Height) != (width, height)))
            throw new ArgumentException("Images of one batch have one size.", nameof(images));
        if (images.Any(image => image.IsHalf != _onnx.TakesHalf))
            throw new ArgumentException($"'{_onnx.Path}' takes images of its own preprocessing.", nameof(images));
        var (rows, length) = (Embedding.Rows(images.Length, _batchSize, _isFixedBatch), images[0].Bytes.Length);
        var memory = _onnx.Batches.Rent((long)rows * length);
        var inputs = _beside?.EmptyInputs() ?? [];
        try
        {
            var bytes = memory.GetTensorMutableDataAsSpan<byte>();
            for (var row = 0; row < rows; row++)
                images[Math.Min(row, images.Length - 1)].Bytes.CopyTo(bytes[(row * length)..]);
            inputs.Add(_onnx.PixelInput!, BatchMemory.Tensor(
                memory, _onnx.TakesHalf ? TensorElementType.Float16 : TensorElementType.Float, [rows, 3, height, width], (long)rows * length));
            return _onnx.Run(inputs, _output);
        }
        finally
        {
            foreach (var input in inputs.Values)
                input.Dispose();
            _onnx.Batches.Return(memory);
        }
    }

    private static int[] Shape(OnnxEncoder onnx) =>
        onnx.PixelInput is { } name && onnx.InputShape(name) is [_, _, _, _] four
            ? four
            : throw new UserException($"'{onnx.Path}' should take pixel_values of four dimensions: batch, channel, row, column.");
}
