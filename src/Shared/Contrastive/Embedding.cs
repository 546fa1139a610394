using System.Numerics;

namespace MuBench.Contrastive;

/// <summary>Operations on embeddings, which are vectors of length 1.</summary>
public static class Embedding
{
    /// <summary>
    /// Number of rows of a forward pass. For a single row, ONNX Runtime uses another path (matrix times vector) with other
    /// roundings. So a single row is passed twice, and no vector depends on the rest of its batch.
    /// </summary>
    public static int Rows(int count, int batchSize, bool isFixedBatch) => isFixedBatch ? batchSize : Math.Max(count, Math.Min(2, batchSize));

    /// <summary>Scales a vector to length 1, in place.</summary>
    public static float[] Normalize(float[] vector, string source)
    {
        var sum = 0.0;
        foreach (var value in vector)
            sum += (double)value * value;
        if (!double.IsFinite(sum) || sum == 0)
            throw new UserException($"'{source}' gave an embedding that is zero or not finite: the export or its weights are broken.");
        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (float)(vector[i] * scale);
        return vector;
    }

    /// <summary>
    /// The vector of an item: that of its image, or for several images the mean of their vectors, scaled to length 1. Contrastive
    /// models were trained on one image at a time; the mean is MuBench's choice, not that of a benchmark.
    /// </summary>
    public static float[] OfItem(ReadOnlySpan<float[]> images, string source) => images.Length == 1 ? images[0] : Mean(images.ToArray(), source);

    /// <summary>The mean of vectors, scaled to length 1.</summary>
    public static float[] Mean(float[][] vectors, string source)
    {
        var mean = new float[vectors[0].Length];
        for (var i = 0; i < mean.Length; i++)
            mean[i] = (float)(vectors.Sum(vector => (double)vector[i]) / vectors.Length);
        return Normalize(mean, source);
    }

    /// <summary>Scalar product.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Vectors of {a.Length} and {b.Length} numbers do not compare.", nameof(b));
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
