using MuBench.Contrastive;
using MuBench.Imaging;

namespace MuBench.Models.Contrastive.Remote;

/// <summary>An item whose images are embedded by an endpoint, possibly in several requests.</summary>
/// <param name="questions">The questions about it.</param>
/// <param name="sent">Its images as sent, in order.</param>
internal sealed class SentItem(IReadOnlyList<PendingQuestion> questions, IReadOnlyList<SentImage> sent)
{
    private readonly Lock _lock = new();
    private readonly float[]?[] _vectors = new float[]?[sent.Count];
    private int _missing = sent.Count;
    private bool _hasFailed;

    /// <summary>The questions about the item.</summary>
    public IReadOnlyList<PendingQuestion> Questions { get; } = questions;

    /// <summary>Its images as sent, in order.</summary>
    public IReadOnlyList<SentImage> Sent { get; } = sent;

    /// <summary>Marks the item as failed because an image could not be embedded; true only the first time.</summary>
    public bool TryFail()
    {
        lock (_lock)
            return !_hasFailed && (_hasFailed = true);
    }

    /// <summary>Stores the vector of an image. Returns the vector of the whole item after the last image, else null.</summary>
    public float[]? Take(int part, float[] vector, string source)
    {
        lock (_lock)
        {
            _vectors[part] = vector;
            return --_missing == 0 && !_hasFailed ? Embedding.OfItem(_vectors!, source) : null;
        }
    }
}
