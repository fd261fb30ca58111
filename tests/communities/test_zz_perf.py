from tests.communities.scene import *
from tests.people import sign_in, MISSION
from django.urls import reverse
import time, random
from datetime import timedelta
def test_perf(people, client):
    from tutela.ledger.command import maintenance
    from tutela.know.communities.models import Community, Consultation, GroupMet, AlertNetwork, NetworkMember
    from tutela.kernel.ids import key_for
    from tutela.know.communities.rules import NEVER
    row=added(people); served(people,row); consulted(people,row)
    from tutela.mission.models import Area
    areas=list(Area.objects.filter(mission_id=MISSION, level=2))
    now=people.clock.now(); serial=row.pk>>40
    with maintenance("x"):
        cs=[Community(id=key_for(serial,n),mission_id=MISSION,record_key=f"p{n}",name=f"Ford {n*7919%20000}",search=f"ford {n}|sango",kind="village",area=areas[n%4],precision=3,groups="|displaced|" if n%3 else "",recorded_at=now,changed_at=now,contact_0_on=now.date()-timedelta(days=n%90) if n%5 else NEVER,contact_1_on=now.date()-timedelta(days=n%90) if n%5 else NEVER,contact_2_on=now.date()-timedelta(days=n%90) if n%5 else NEVER) for n in range(10,20010)]
        Community.objects.bulk_create(cs,batch_size=500)
        ks=[Consultation(id=key_for(serial,n),mission_id=MISSION,record_key=f"k{n}",community=cs[n%20000],held_on=now.date()-timedelta(days=n%700),post="x",recorded_by="x",recorded_at=now,stage="analysis",manner="visit",concerns="x",contact_risk="x",mitigation="x",risk_weighed_on=now.date(),digest="x") for n in range(10,60010)]
        Consultation.objects.bulk_create(ks,batch_size=500)
        GroupMet.objects.bulk_create([GroupMet(consultation=k,community_id=k.community_id,group=g,people=3,held_on=k.held_on,sensitivity=0) for k in ks for g in ("women","men","girls")],batch_size=500)
        ns=[AlertNetwork(id=key_for(serial,n),mission_id=MISSION,record_key=f"n{n}",name=f"N{n}",recorded_at=now,recorded_by="x",last_tested_on=now.date()-timedelta(days=n%80)) for n in range(10,8010)]
        AlertNetwork.objects.bulk_create(ns,batch_size=500)
        NetworkMember.objects.bulk_create([NetworkMember(network=n,community=cs[i*2]) for i,n in enumerate(ns)],batch_size=500)
    from django.db import connection
    with connection.cursor() as c: c.execute("ANALYZE")
    for who in (people.in_charge, people.colleague):
        sign_in(client, who)
        for q in ("", "?silence=quiet&sort=contact","?q=sango","?q=ford+77","?unheard=girls","?unheard=boys","?no_network=1","?no_plan=1","?area=OV0201","?group=displaced"):
            client.get(reverse("communities:list")+q)
            t=time.perf_counter(); r=client.get(reverse("communities:list")+q); assert r.status_code==200
            print(who.post.slug,q, round((time.perf_counter()-t)*1000))
        for name,args in (("networks",[]),("community",[cs[1].reference]),("community",[cs[2].reference])):
            t=time.perf_counter(); r=client.get(reverse("communities:"+name,args=args)); print(who.post.slug,name,r.status_code,round((time.perf_counter()-t)*1000))
