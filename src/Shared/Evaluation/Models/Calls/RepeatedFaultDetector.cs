namespace MuBench.Models.Calls;

/// <summary>
/// Notices a server error that one question causes: met alike three times, while other questions were answered and none
/// of them met a server error. It will not pass, unlike the errors of a server that has trouble with all.
/// </summary>
/// <param name="all">How the model's questions fare.</param>
internal sealed class RepeatedFaultDetector(RepeatedFaultDetector.ModelFaultTally all)
{
    private const int Threshold = 3;

    private string? _message;
    private int _count;
    private int _errorsBefore;
    private int _answersBefore;

    /// <summary>Counts how an attempt ended; true where it has become plain that the question causes the fault.</summary>
    public bool IsPersistent(CallFault? fault)
    {
        if (fault is not { MayBeTheQuestion: true })
        {
            if (fault is null)
                all.CountResponse();
            _count = 0;
            return false;
        }

        var errors = all.CountError();
        if (_count == 0 || fault.Message != _message)
            (_message, _count, _errorsBefore, _answersBefore) = (fault.Message, 0, errors - 1, all.Responses);
        _count++;
        return _count >= Threshold && errors - _errorsBefore == _count && all.Responses > _answersBefore;
    }

    /// <summary>Counts the answers and server errors of all questions of a model.</summary>
    internal sealed class ModelFaultTally
    {
        private int _answers;
        private int _errors;

        public int Responses => Volatile.Read(ref _answers);

        public void CountResponse() => Interlocked.Increment(ref _answers);

        public int CountError() => Interlocked.Increment(ref _errors);
    }
}
