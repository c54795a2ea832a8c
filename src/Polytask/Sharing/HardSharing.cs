using Polytask.Catalog;

namespace Polytask.Sharing;

/// <summary>One trunk for all tasks; only the heads are a task's own.</summary>
[Kind("hard", Paper = "Caruana, Multitask Learning, Machine Learning 28, 1997", Url = "https://doi.org/10.1023/A:1007379606734")]
public sealed record HardSharing : SharingOptions;
