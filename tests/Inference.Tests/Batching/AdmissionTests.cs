using Microsoft.Extensions.Time.Testing;
using MuBench.Inference.Batching;

namespace MuBench.Tests.Batching;

public sealed class AdmissionTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryEnter_OverTheLimit_LetsNothingIn()
    {
        var admission = new Admission(10, _time);

        Assert.True(admission.TryEnter(8));
        Assert.False(admission.TryEnter(3));
        Assert.True(admission.TryEnter(2));
        admission.Leave(8);
        Assert.Equal(2, admission.Inside);
    }

    [Fact]
    public void SecondsUntilRoomFor_FromHowFastOthersLeft_IsRoundedUp()
    {
        var admission = new Admission(10, _time);
        Assert.True(admission.TryEnter(10));
        Assert.Equal(1, admission.SecondsUntilRoomFor(5));

        admission.Leave(1);
        _time.Advance(TimeSpan.FromSeconds(2));
        admission.Leave(1); // one in two seconds

        Assert.Equal(6, admission.SecondsUntilRoomFor(5)); // three must leave first
    }
}
