using MuBench.Contrastive;
using MuBench.Imaging;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>An item whose images are embedded by an endpoint, several of them perhaps in several requests.</summary>
/// <param name="questions">The questions about it.</param>
/// <param name="sent">What is sent of its images, in order.</param>
internal sealed class SentItem(IReadOnlyList<PendingQuestion> questions, IReadOnlyList<SentImage> sent)
{
    private readonly Lock _lock = new();
    private readonly float[]?[] _vectors = new float[]?[sent.Count];
    private int _missing = sent.Count;
    private bool _hasFailed;

    /// <summary>The questions about it.</summary>
    public IReadOnlyList<PendingQuestion> Questions { get; } = questions;

    /// <summary>What is sent of its images, in order.</summary>
    public IReadOnlyList<SentImage> Sent { get; } = sent;

    /// <summary>Notes that an image could not be embedded; true the first time, and the item is lost.</summary>
    public bool TryFail()
    {
        lock (_lock)
            return !_hasFailed && (_hasFailed = true);
    }

    /// <summary>Takes the vector of an image; the vector that stands for the item where it was the last one, else null.</summary>
    public float[]? Take(int part, float[] vector, string source)
    {
        lock (_lock)
        {
            _vectors[part] = vector;
            return --_missing == 0 && !_hasFailed ? Embedding.OfItem(_vectors!, source) : null;
        }
    }
}
