namespace MuBench.Models.Generative;

/// <summary>The images of an item for all questions about it: prepared for the first one that is asked, and released after the last one.</summary>
/// <param name="questions">Number of questions, at least one.</param>
/// <param name="prepare">Prepares the images. Every question gets its exception.</param>
internal sealed class SharedImages(int questions, Func<PreparedImages> prepare)
{
    private readonly Lazy<PreparedImages> _prepared = new(prepare);
    private int _left = questions;

    /// <summary>The images.</summary>
    public PreparedImages Value => _prepared.Value;

    /// <summary>Ends one question, however it ended.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _left) == 0 && _prepared.IsValueCreated)
            _prepared.Value.Release();
    }
}
